import { answerSentence } from "./answer.js";
import { element, scrolling } from "./dom.js";
import { count, figure, percent, plural, seconds } from "./format.js";
import { historyPlot } from "./history.js";
import { evaluationsOf, summarySentence } from "./words.js";

/** The job's name, how its search went, and what it demanded. */
export function headerParts({ front, size, constraint }) {
  return [
    element("p", { class: "over" }, "Goldilocks: search for Sybil-proof mechanisms"),
    element("h1", {}, front.job.name),
    element("p", { class: "answer" }, answerSentence(front)),
    element("p", { class: "summary" }, summarySentence(front, size)),
    element("p", { class: "note" }, `Constraint: ${constraint}.`),
    ...(front.job.comment ? [element("p", { class: "note" }, front.job.comment)] : []),
  ];
}

/** The search itself: its hypervolume, drawn into `history`, and where its candidates ended. */
export function searchParts(front, history) {
  const { value, history: steps } = front.hypervolume;
  const none = element("p", { class: "note" }, "No hypervolume was recorded.");
  const objectives = front.objectives.map(({ name }) => name).join(" × ");
  const reached = `Hypervolume ${figure(value, 6)} at the end, in units of ${objectives}.`;
  return [
    element(
      "div",
      {},
      element("h2", { id: "search-title" }, "Progress of the search"),
      ...(steps.length === 0 ? [none] : [history, element("p", { class: "note" }, reached)]),
    ),
    element(
      "div",
      {},
      element("h2", {}, "Where candidates ended"),
      countTable(front.counts, front.made.work),
      ...workNotes(front),
    ),
  ];
}

/** Draws the hypervolume anew at the width that it has. */
export function drawHistory(front, history) {
  if (front.hypervolume.history.length === 0) return;
  const width = Math.max(300, history.clientWidth);
  history.replaceChildren(historyPlot(front.hypervolume, evaluationsOf(front), width));
}

/** Where the time went, as far as the file says. */
function workNotes({ verification, made: { work, wallSeconds, workers } }) {
  if (work === undefined) return [];
  const search = Object.values(work.byStatus).reduce((total, seconds) => total + seconds, 0);
  const share = percent(work.verification / Math.max(search + work.verification, Number.MIN_VALUE));
  const verified = verification
    ? `verifying in full ${plural(verification.done, "candidate")} that would be on the front, of which ${count(verification.fallen)} fell`
    : "verifying the front in full";
  const spent = `Workers spent ${seconds(search)} on candidates, above by how each ended before it was verified, and ${seconds(work.verification)} (${share.replace("+", "")}) on ${verified}.`;
  const included = verification ? "included" : "not counted";
  const rest = `By the clock, with ${plural(workers, "worker")}, the search took ${seconds(wallSeconds)}, the verification ${included}.`;
  return [element("p", { class: "note" }, `${spent} ${rest}`)];
}

/** How many candidates ended in each status, most first, and the time that they took. */
function countTable(counts, work) {
  const falling = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  const total = evaluationsOf({ counts });
  if (total === 0) return element("p", { class: "note" }, "No candidate was evaluated.");
  // A status that only the full verification gave has no time of its own: its candidates were feasible before.
  const spent = (status) => (status in work.byStatus ? seconds(work.byStatus[status]) : "–");
  const rows = falling.map(([status, number]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, status),
      element("td", { class: "number" }, count(number)),
      element("td", { class: "number" }, percent(number / total).replace("+", "")),
      work ? element("td", { class: "number" }, spent(status)) : null,
    ),
  );
  return scrolling(
    "count-rows",
    "Where candidates ended",
    element("table", { class: "counts" }, element("tbody", {}, rows)),
  );
}

/** What it takes to make the same front again, and to tell whether this is it. */
export function footerParts(front) {
  const { made } = front;
  const facts = [
    ["Job", front.job.name],
    ["Job hash", front.jobHash],
    ["Seed", made.seed],
    ["Made", `${made.at}, search ${figure(made.wallSeconds, 1)} s, ${plural(made.workers, "worker")}`],
    ["Versions", `goldilocks ${made.code}, Node ${made.node}, ${front.schema}`],
    ["SHA-256", front.sha256],
  ];
  return [
    element(
      "dl",
      { class: "facts" },
      facts.map(([name, text]) =>
        element("div", {}, element("dt", {}, name), element("dd", {}, String(text))),
      ),
    ),
    element(
      "details",
      {},
      element("summary", {}, "The job, with every default filled"),
      element("pre", { tabindex: "0" }, element("code", {}, JSON.stringify(front.job, null, 2))),
    ),
  ];
}
