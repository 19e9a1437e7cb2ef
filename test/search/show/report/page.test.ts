import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Front } from "../../../../search/front/front.js";
import { renderReport } from "../../../../search/show/report/report.js";
import type { Verdict } from "../../../../src/sybil/verdict.js";
import { installedBrowser } from "./browser.js";
import { empty, front, HOSTILE, hostile, jumpingCurve, largeFront, refuted } from "./fixture.js";

const executablePath = installedBrowser();
if (executablePath === null) {
  console.warn("The report's page is not tried in a browser: no chromium is on the path.");
}

/** A browser that asks nothing of the network by itself. */
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"];

describe.skipIf(executablePath === null)("the page in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "goldilocks-page-"));
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath!, args: QUIET, timeout: 0 });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a front's page from disk and acts on it; fails if it logs, throws, or asks for anything but itself. */
  async function onPage(
    shown: Front,
    act: (page: Page) => Promise<void>,
    options: Parameters<Browser["newContext"]>[0] = {},
  ): Promise<void> {
    const file = join(folder, "report.html");
    writeFileSync(file, await renderReport(shown));
    const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, ...options });
    // However long a busy machine takes: what hangs, vitest ends.
    context.setDefaultTimeout(0);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("console", (message) => faults.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("dialog", (dialog) => faults.push(`dialog: ${dialog.message()}`));
    page.on("request", (request) => {
      const url = request.url();
      if (url !== pathToFileURL(file).href && !url.startsWith("data:")) faults.push(`request: ${url}`);
    });
    try {
      await page.goto(pathToFileURL(file).href);
      await page.waitForSelector("#panel h2");
      await act(page);
      expect(faults).toEqual([]);
    } finally {
      await context.close();
    }
  }

  const selected = (page: Page) => page.locator("#panel h2 code").textContent();
  const rows = (page: Page) => page.locator("#table tbody tr:visible");
  /** Twenty points of rising revenue and falling fairness. */
  const twenty = largeFront(20, 2, 2);

  /** The middle of a mark of the front, in the page's pixels. */
  async function markAt(page: Page, k: number): Promise<{ x: number; y: number }> {
    const marks = page.locator('#chart g[aria-label="dot"] path[fill^="var(--family"]');
    const box = (await marks.nth(k).boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  it("draws the front, PAP and the references, and tells all of the one selected", async () => {
    await onPage(front, async (page) => {
      expect(await page.title()).toBe("sample – Pareto front");
      expect(await selected(page)).toBe("pap-fee:fee=0,endogenousFee=0.02");
      await page.getByText("All points").click();
      const chart = await page.locator("#chart").textContent();
      expect(chart).toContain("PAP");
      expect(chart).toContain("Tullock α = 0.9");
      expect(chart).toContain("dominates PAP on average");
      const panel = await page.locator("#panel").textContent();
      for (const part of [
        "Dominates PAP at every profile of the scenario",
        "one bid of 3 gets 1 and pays 3; 2 identities bidding 2, 1",
        "npx goldilocks solve --mechanism 'pap-fee:fee=0,endogenousFee=0.02' --values 1,0.5",
        "npx goldilocks verify --mechanism 'pap-fee:fee=0,endogenousFee=0.02' --notion all",
        "npx goldilocks replay --mechanism 'pap-fee:fee=0,endogenousFee=0.02' --bids 2,1 --others 1",
        "npx goldilocks check FOLDER-OF-THIS-PAGE",
        "+2.00 %",
      ]) {
        expect(panel).toContain(part);
      }
      expect(await page.locator("#panel math").count()).toBe(3);
      expect(await page.locator("#panel .curves svg").count()).toBe(2);
      expect(await page.locator("#search svg").count()).toBe(1);
      expect(await page.locator("#search").textContent()).toContain(
        "refuted-split660.00 %–feasible440.00 %1.5 s",
      );
    });
  });

  it("begins with the answer", async () => {
    await onPage(front, async (page) => {
      expect(await page.locator("#header .answer").textContent()).toMatch(
        /^1 rule beats PAP at every profile of .*; the best raises at least \+2 % revenue, /,
      );
    });
    await onPage(empty, async (page) => {
      expect(await page.locator("#header .answer").textContent()).toBe(
        "No rule passed the constraints of this search.",
      );
    });
  });

  it("keeps the selection and the filters in its address, and opens at them", async () => {
    await onPage(twenty, async (page) => {
      await page.locator("#table tbody tr").nth(3).click();
      const [name, hash] = [await selected(page), new URL(page.url()).hash];
      expect(hash).toMatch(/^#point=\d+$/);
      await page.getByLabel("split", { exact: false }).first().selectOption("refuted");
      const url = page.url();
      expect(new URL(url).hash).toContain("split=refuted");
      const left = await rows(page).count();
      await page.goto("about:blank");
      await page.goto(url);
      await page.waitForSelector("#panel h2");
      expect(await selected(page)).toBe(name);
      expect(await rows(page).count()).toBe(left);
    });
  });

  it("saves the picture, the points shown and the front", async () => {
    await onPage(twenty, async (page) => {
      const saved: Record<string, string> = {};
      for (const kind of ["SVG", "CSV", "JSON"]) {
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("button", { name: kind, exact: true }).click(),
        ]);
        saved[kind] = readFileSync((await download.path())!, "utf8");
      }
      expect(saved.SVG).toMatch(/^<svg [\s\S]*xmlns="http:\/\/www.w3.org\/2000\/svg"[\s\S]*<\/svg>$/);
      expect(saved.CSV!.split("\r\n")).toHaveLength(1 + twenty.front.length + 1);
      expect(JSON.parse(saved.JSON!)).toEqual(JSON.parse(JSON.stringify(twenty)));
    });
  });

  it("shows mathematics as mathematics", async () => {
    await onPage(front, async (page) => {
      const drawn = await page
        .locator("#panel math mfrac")
        .evaluateAll((all) =>
          all.map((each) => ({ space: each.namespaceURI, height: each.getBoundingClientRect().height })),
        );
      expect(drawn.length).toBeGreaterThan(0);
      for (const { space, height } of drawn) {
        expect(space).toBe("http://www.w3.org/1998/Math/MathML");
        expect(height).toBeGreaterThan(20);
      }
    });
  });

  it("names the mechanism under the pointer, and selects it by a click", async () => {
    await onPage(twenty, async (page) => {
      const before = await selected(page);
      const at = await markAt(page, 7);
      await page.mouse.move(at.x, at.y);
      const tip = page.locator('#chart g[aria-label="tip"]');
      await expect.poll(() => tip.textContent()).toContain("pap-fee:fee=0,endogenousFee=");
      expect(await tip.textContent()).toContain("R / R_PAP");
      await page.mouse.click(at.x, at.y);
      const after = await selected(page);
      expect(after).not.toBe(before);
      expect(await page.locator("#table tr[data-selected] button").getAttribute("title")).toBe(after);
    });
  });

  it("tells the rows of a family apart, the most telling first, and keeps their full names", async () => {
    const kin = (family: string, parameters: object, id: number) => {
      const candidate = { family, parameters: { ...parameters } as Record<string, number> };
      return { ...twenty.front[id]!, candidate };
    };
    const families = [
      kin("tapered-fee", { fee: 0, taper: 2.25, lean: 0.123456789 }, 0),
      kin("tapered-fee", { fee: 0, taper: 2.25, lean: 0.25 }, 1),
      kin("tapered-fee", { fee: 0, taper: 3, lean: 0.5 }, 2),
      kin("tullock", { alpha: 1.5 }, 3),
    ];
    await onPage({ ...twenty, front: families }, async (page) => {
      const names = page.locator("#table tbody .name");
      expect((await names.locator("code").allTextContents()).reverse()).toEqual([
        "tapered-fee lean=0.1235 taper=2.25",
        "tapered-fee lean=0.25 taper=2.25",
        "tapered-fee lean=0.5 taper=3",
        "tullock:alpha=1.5",
      ]);
      expect(await names.last().getAttribute("title")).toBe("tapered-fee:fee=0,taper=2.25,lean=0.123456789");
    });
  });

  it("scrolls a formula that has no room by keyboard, and stops at none that has", async () => {
    const weight =
      "b * exp(q) + b * exp(2 * q) + b * exp(3 * q) + b * exp(4 * q) + b * exp(5 * q) + b * exp(6 * q)";
    const candidate = { family: "expression", parameters: {}, weight, payment: "b" };
    await onPage({ ...front, front: [{ ...front.front[0]!, candidate }] }, async (page) => {
      const formulas = page.locator("#panel .formula");
      const stops = page.locator("#panel .formula[tabindex]");
      await expect.poll(() => stops.count()).toBe(1);
      expect(await formulas.count()).toBe(4);
      expect(await stops.textContent()).toContain("weight");
      await stops.focus();
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => stops.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
      await page.setViewportSize({ width: 1060, height: 1000 });
      await expect.poll(() => stops.count()).toBe(0);
    });
  });

  it("selects PAP and the references, by a click and by keyboard", async () => {
    const onPap: Front = {
      ...front,
      references: [
        { ...front.baseline, candidate: { family: "tullock", parameters: { alpha: 1 } } },
        ...front.references,
      ],
    };
    await onPage(onPap, async (page) => {
      // The point of the Tullock curve that lies on PAP does not stand before it.
      const box = (await page
        .locator('#chart g[aria-label="dot"][fill="var(--text)"] path')
        .last()
        .boundingBox())!;
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2 + 3);
      expect(await selected(page)).toBe("PAP");
      await page.getByText("PAP and 2 references").focus();
      await page.keyboard.press("Enter");
      const reference = page.getByRole("button", { name: "tullock:alpha=0.9" });
      await reference.focus();
      await page.keyboard.press("Enter");
      expect(await selected(page)).toBe("tullock:alpha=0.9");
    });
  });

  it("gives commands that name a number of identities where a search had one, and none where any is proved", async () => {
    const verify = (page: Page) => page.locator("#panel .command code", { hasText: "goldilocks verify" });
    await onPage(front, async (page) => {
      expect(await verify(page).textContent()).toContain(
        "--notion all --identities 8 --tolerance 1e-9 --seed 1 --values 1,0.5",
      );
    });
    const [point] = front.front;
    const proved = {
      ...point!.sybil[0]!,
      outcome: "proved" as const,
      domain: { identities: "any", rivals: "any", values: "any" },
    };
    const constraints = { ...front.job.constraints, rivals: 2 };
    const other = {
      ...front,
      job: { ...front.job, constraints },
      front: [{ ...point!, sybil: [proved as Verdict] }],
    };
    await onPage(other, async (page) => {
      expect((await verify(page).allTextContents()).map((text) => text.replace(/^.*--notion/, ""))).toEqual([
        " split --tolerance 1e-9 --seed 1",
        " best-response --tolerance 1e-9 --seed 1 --rivals 2",
        " equilibrium --tolerance 1e-9 --seed 1 --values 1,0.5",
      ]);
    });
  });

  it("says where a command judges one profile and the verdict rests on several", async () => {
    const narrower = "the verdict above rests on all 2 profiles";
    const domain = { identities: 8, rivals: { equilibria: 2 }, values: "own" };
    const over = (profiles: number, any: object): Front => {
      const shown = largeFront(1, profiles, 2);
      const verdict = { ...refuted, notion: "equilibrium", domain: { ...domain, ...any } } as Verdict;
      return { ...shown, front: [{ ...shown.front[0]!, sybil: [verdict] }] };
    };
    for (const [shown, told] of [
      [over(2, {}), true],
      [over(1, {}), false],
      [over(2, { identities: "any", rivals: "any", values: "any" }), false],
    ] as const) {
      await onPage(shown, async (page) => {
        expect((await page.locator("#panel").textContent())!.includes(narrower)).toBe(told);
      });
    }
  });

  it("says whose players stand in the table where a profile has several equilibria", async () => {
    const several = "at the equilibrium of least revenue of 2;";
    const [one, other] = twenty.front[0]!.perProfile;
    const perProfile = [
      { ...one!, equilibria: 2 },
      { ...other!, profile: "single" },
    ];
    await onPage({ ...twenty, front: [{ ...twenty.front[0]!, perProfile }] }, async (page) => {
      expect(await page.locator("#panel").textContent()).toContain(several);
      await page.getByRole("button", { name: "single", exact: true }).click();
      expect(await page.locator("#panel").textContent()).not.toContain(several);
    });
  });

  it("says of a verdict whose witness has no room that it is refuted, and where to see the witness", async () => {
    await onPage(largeFront(5000, 2, 2), async (page) => {
      const id = /candidate (\d+)/.exec((await page.locator("#panel .over").textContent())!)![1];
      const verdict = await page.locator("#panel .verdicts").textContent();
      expect(verdict).toContain("seen is 0.33334, beyond the tolerance.");
      expect(verdict).toContain(`npx goldilocks inspect FOLDER-OF-THIS-PAGE --id ${id}`);
      expect(verdict).not.toContain("not a proof");
    });
  });

  it("says that the seconds of the footer are the search's", async () => {
    await onPage(front, async (page) => {
      expect(await page.locator("#footer").textContent()).toContain("search 2.0 s, 1 worker");
    });
  });

  it("says of a rejected candidate why, and hides it on demand", async () => {
    await onPage(front, async (page) => {
      await page.getByText("All points").click();
      const dots = page.locator('#chart g[aria-label="dot"][stroke="var(--muted)"] :is(circle, path)');
      const box = (await dots.first().boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      const tip = page.locator('#chart g[aria-label="tip"]');
      await expect.poll(() => tip.textContent()).toContain("rejected: refuted-split");
      await page.getByText("A sample of 1 rejected").click();
      expect(await page.locator(".others").last().textContent()).toContain(
        "3, refuted-split: tullock:alpha=0.9",
      );
      await page.getByLabel("Rejected").uncheck();
      expect(await dots.count()).toBe(0);
    });
  });

  it("filters by family, notion and dominance, in the picture and the table", async () => {
    const mixed: Front = {
      ...twenty,
      front: twenty.front.map((point, k) => ({
        ...point,
        ...(k < 5 ? { candidate: { family: "tullock", parameters: { alpha: 1 + k / 100 } } } : {}),
        ...(k % 2 === 0 ? { sybil: [{ ...point.sybil[0]!, outcome: "proved" as const }] } : {}),
        ...(k === 8 ? {} : { dominatesPap: { ...point.dominatesPap, kind: "none" as const } }),
      })),
    };
    await onPage(mixed, async (page) => {
      const marks = page.locator('#chart path[fill^="var(--family"]');
      const told = async () => [await rows(page).count(), await marks.count()];
      expect(await told()).toEqual([20, 20]);
      await page.getByRole("checkbox", { name: /tullock/ }).uncheck();
      expect(await told()).toEqual([15, 15]);
      expect(await page.locator("#picture output").textContent()).toBe("15 of 20 mechanisms shown.");
      await page.getByLabel("Split (S1)").selectOption("proved");
      expect(await told()).toEqual([7, 7]);
      await page.locator('select[name="dominance"]').selectOption("uniform");
      expect(await told()).toEqual([1, 1]);
      await page.getByRole("button", { name: "Show all" }).click();
      expect(await told()).toEqual([20, 20]);
      await page.getByLabel("Best response (S2)").selectOption("proved");
      expect(await told()).toEqual([0, 0]);
      expect(await page.getByText("No mechanism of the front passes the filters.").isVisible()).toBe(true);
    });
  });

  it("draws the front anew by another figure of fairness, and on the absolute scale", async () => {
    await onPage(twenty, async (page) => {
      const hollow = page.locator('#chart g[aria-label="dot"] path[stroke^="var(--family"]');
      expect(await hollow.count()).toBe(0);
      await page.getByLabel("Fairness by").selectOption("giniOverPap");
      expect(await page.locator("#chart").textContent()).toContain("1 − Gini over PAP's");
      // All have the same shares, so only the one of most revenue is not dominated.
      expect(await hollow.count()).toBe(19);
      expect(await page.locator("#picture").textContent()).toContain("Hollow: 19 that another one dominates");
      await page.getByText("Absolute").click();
      const chart = await page.locator("#chart").textContent();
      expect(chart).toContain("Fairness among PAP's active players");
      await page.getByLabel("Maximum possible revenue").check();
      expect(await page.locator("#chart").textContent()).toContain("sum v x");
    });
  });

  it("writes no name over another, nor beyond the frame, however close what they name", async () => {
    const [{ scores, ...reference }] = front.references as [Front["references"][number]];
    const crowd = Array.from({ length: 30 }, (_, k) => ({
      ...{ ...reference, candidate: { family: "pap-fee", parameters: { fee: k / 100, endogenousFee: 0 } } },
      scores: {
        ...scores,
        ...{ revenueOverPap: 0.9 + 0.004 * (k % 6), fairnessOverPap: 0.85 + 0.003 * Math.floor(k / 6) },
      },
    }));
    const act = async (page: Page) => {
      for (const extent of ["All points", "Front and PAP"]) {
        await page.getByText(extent).click();
        const boxes = await page
          .locator('#chart g[aria-label="text"][stroke="var(--surface)"] text')
          .evaluateAll((names) => {
            const frame = names[0]!.closest("svg")!.getBoundingClientRect();
            return [frame, ...names.map((name) => name.getBoundingClientRect())].map((box) => box.toJSON());
          });
        const [frame, ...names] = boxes;
        expect(names.length).toBeGreaterThan(0);
        for (const [k, one] of names.entries()) {
          expect(one.left).toBeGreaterThanOrEqual(frame.left);
          expect(one.right).toBeLessThanOrEqual(frame.right);
          const over = names
            .slice(k + 1)
            .filter((other) => one.left < other.right && other.left < one.right)
            .filter((other) => one.top < other.bottom && other.top < one.bottom);
          expect(over).toEqual([]);
        }
      }
    };
    for (const references of [front.references, crowd]) {
      await onPage({ ...front, references }, act);
      await onPage({ ...front, references }, act, { viewport: { width: 390, height: 800 } });
    }
  });

  it("sets two mechanisms side by side", async () => {
    await onPage(twenty, async (page) => {
      const compare = page.locator("#compare");
      expect(await compare.isVisible()).toBe(false);
      const first = (await selected(page))!;
      await page.getByRole("button", { name: "Compare with another" }).click();
      expect(await compare.textContent()).toContain(`Select another mechanism to see it beside ${first}`);
      await rows(page).nth(2).click();
      const second = (await selected(page))!;
      expect(await compare.locator("thead code").allTextContents()).toEqual([first, second]);
      expect(await compare.locator("math").count()).toBe(6);
      expect(await compare.locator("svg").count()).toBe(2);
      const cells = await compare.locator("tbody tr").first().locator("td").allTextContents();
      const [a, b] = cells.map(Number);
      expect(Number.parseFloat(cells[2]!.replace("−", "-"))).toBeCloseTo(100 * (b! / a! - 1), 1);
      await page.getByRole("button", { name: "End the comparison" }).click();
      expect(await compare.isVisible()).toBe(false);
    });
  });

  it("is worked by keyboard", async () => {
    await onPage(twenty, async (page) => {
      await page.locator("#chart").focus();
      await page.keyboard.press("Home");
      const least = await selected(page);
      await page.keyboard.press("ArrowRight");
      const next = await selected(page);
      expect(next).not.toBe(least);
      await page.keyboard.press("ArrowLeft");
      expect(await selected(page)).toBe(least);
      expect(await page.locator("#announcement").textContent()).toBe(`Selected ${least}`);
      const head = page.getByRole("button", { name: "R / R_PAP" });
      await head.focus();
      await page.keyboard.press("Enter");
      expect(await page.locator('#table th[aria-sort="ascending"]').textContent()).toBe("R / R_PAP");
      const clickable = page.locator("button, input, select, summary");
      expect(await clickable.evaluateAll((all) => all.every(({ tabIndex }) => tabIndex >= 0))).toBe(true);
    });
  });

  it("copies a command", async () => {
    await onPage(
      front,
      async (page) => {
        await page.getByRole("button", { name: /^Copy: npx goldilocks solve/ }).click();
        await expect.poll(() => page.locator(".copy", { hasText: "Copied" }).count()).toBe(1);
        const text = await page.evaluate("navigator.clipboard.readText()");
        expect(text).toBe(
          "npx goldilocks solve --mechanism 'pap-fee:fee=0,endogenousFee=0.02' --values 1,0.5",
        );
      },
      { permissions: ["clipboard-read", "clipboard-write"] },
    );
  });

  it("is light or dark as the reader's system is, and fits a narrow screen", async () => {
    const surfaces: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await onPage(
        twenty,
        async (page) => {
          surfaces.push(
            await page.evaluate<string>('getComputedStyle(document.getElementById("panel")).backgroundColor'),
          );
          await page.getByRole("button", { name: "Compare with another" }).click();
          expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
        },
        { colorScheme, viewport: { width: 390, height: 800 } },
      );
    }
    expect(surfaces).toEqual(["rgb(255, 255, 255)", "rgb(26, 30, 33)"]);
  });

  it("shows an empty front as such", async () => {
    await onPage(empty, async (page) => {
      expect(await selected(page)).toBe("PAP");
      expect(await page.locator("#table").textContent()).toContain("The front is empty");
    });
  });

  it("holds 2,000 points", async () => {
    await onPage(largeFront(2000, 2, 2), async (page) => {
      expect(await rows(page).count()).toBe(2000);
      const at = await markAt(page, 1000);
      await page.mouse.click(at.x, at.y);
      expect(await page.locator("#table tr[data-selected]").count()).toBe(1);
      expect(await page.locator("#panel").textContent()).toContain("Left out of this page for its size");
    });
  });

  it("dots the Tullock curve where the number of equilibria changes", async () => {
    const dashes = (page: Page) =>
      page.evaluate(
        `[...document.querySelectorAll('#chart g[aria-label="link"] path')].map((line) => getComputedStyle(line).strokeDasharray)`,
      );
    await onPage({ ...front, references: jumpingCurve }, async (page) => {
      expect(await dashes(page)).toEqual(["none", "1px, 4px"]);
      expect(await page.locator("#picture").textContent()).toContain("Dotted: the Tullock curve");
    });
    await onPage({ ...front, references: jumpingCurve.slice(0, 2) }, async (page) => {
      expect(await dashes(page)).toEqual(["none"]);
      expect(await page.locator("#picture").textContent()).not.toContain("Dotted:");
    });
  });

  it("says of how many points a file holds a choice", async () => {
    await onPage({ ...twenty, found: 195 }, async (page) => {
      expect(await page.locator("#table h2").textContent()).toBe(
        "The front: 20 of 195 mechanisms, evenly spread",
      );
      expect(await page.locator("#header").textContent()).toContain("; 20 of 195 mechanisms on the front;");
    });
  });

  it("says in what unit the amounts of a rule are that is not scale-free", async () => {
    const [point] = front.front;
    const fee = { ...point!, candidate: { family: "pap-fee", parameters: { fee: 0.1, endogenousFee: 0 } } };
    const note = "Not scale-free: its amounts are in units of each profile's top value";
    await onPage({ ...front, front: [fee] }, async (page) => {
      expect(await page.locator("#panel").textContent()).toContain(note);
    });
    await onPage(front, async (page) => {
      expect(await page.locator("#panel").textContent()).not.toContain(note);
    });
  });

  it("says where it shows a choice of the front only", async () => {
    await onPage(largeFront(5000, 2, 2), async (page) => {
      expect(await page.locator("#table h2").textContent()).toBe(
        "The front: 2,560 of 5,000 mechanisms, evenly spread",
      );
      expect(await page.locator("#header").textContent()).toContain("5,000 mechanisms on the front");
    });
  });

  it("shows hostile strings as text", async () => {
    await onPage(hostile, async (page) => {
      expect(await page.locator("h1").textContent()).toBe(HOSTILE);
      expect(await page.locator("#panel").textContent()).toContain(HOSTILE);
      expect(await page.locator("img").count()).toBe(0);
    });
  });
});
