import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ended, goldilocks, type RunOptions } from "../cli.js";
import {
  type Authority,
  HAS_REDIS,
  HAS_TLS,
  makeAuthority,
  type Redis,
  startRedis,
  until,
} from "../executor/queue/redis.js";

const SCREENED = 16;
const PASSWORD = "correct-horse-battery";

const root = mkdtempSync(join(tmpdir(), "goldilocks-queue-"));
afterAll(() => rmSync(root, { recursive: true }));
const folder = (name: string) => join(root, name);

/** The tiny job, made tinier. */
const TINIER = {
  ...JSON.parse(readFileSync("test/golden/tiny-job.json", "utf8")),
  ...{ name: "tinier", budget: { evaluations: SCREENED }, frontSize: 4 },
};
const JOB = folder("tinier.json");
writeFileSync(JOB, JSON.stringify(TINIER));

const read = (name: string, file: string) => readFileSync(join(folder(name), file), "utf8");
const frontOf = (name: string) => read(name, "front.json").replace(/^"(made|sha256)":.*$/gm, "");
const journalOf = (name: string) =>
  read(name, "journal.jsonl").replace(/"(seconds|took|alive|workers)":[\de.+-]+/g, '"$1":0');

/** A copy of the compiled program, with all its packages but some. */
function copyOfProgram(name: string, without: string): string {
  const copy = folder(name);
  mkdirSync(join(copy, "node_modules"), { recursive: true });
  cpSync("dist", join(copy, "dist"), { recursive: true });
  cpSync("package.json", join(copy, "package.json"));
  for (const each of readdirSync("node_modules")) {
    if (each !== without) symlinkSync(resolve("node_modules", each), join(copy, "node_modules", each));
  }
  return join(copy, "dist/search/cli.js");
}

describe("a search over a queue that is not there", () => {
  it("says so in a line, and what to do, with exit code 2", async () => {
    for (const words of [
      ["search", JOB, "--out", folder("nowhere"), "--executor", `redis://:${PASSWORD}@127.0.0.1:1/0`],
      ["worker", "--queue", `redis://:${PASSWORD}@127.0.0.1:1/0`],
    ]) {
      const { code, stderr } = await goldilocks(words);
      expect(code, stderr).toBe(2);
      expect(stderr).toBe(
        "goldilocks: redis://127.0.0.1:1/0: connect ECONNREFUSED 127.0.0.1:1; start Redis there, or correct the address\n",
      );
    }
  });

  it("names the package that is missing, and searches without it where no queue is asked for", async () => {
    const program = copyOfProgram("without-bullmq", "bullmq");
    const { code, stderr } = await goldilocks(["worker", "--queue", "redis://127.0.0.1:1/0"], { program });
    expect(code, stderr).toBe(2);
    expect(stderr).toBe(
      "goldilocks: a queue needs the package bullmq, which is not installed; run: npm install bullmq\n",
    );
    expect((await goldilocks(["solve", "--mechanism", "pap", "--values", "4,2"], { program })).code).toBe(0);
  });

  it("is refused a job file that holds the password, which is not repeated", async () => {
    const file = folder("secret.json");
    writeFileSync(file, JSON.stringify({ ...TINIER, executor: `redis://:${PASSWORD}@127.0.0.1:1/0` }));
    const { code, stderr } = await goldilocks(["search", file, "--out", folder("secret")]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /secret\.json: executor: holds a password, .* leave it out and set GOLDILOCKS_QUEUE_PASSWORD\n$/,
    );
    expect(stderr).not.toContain(PASSWORD);
    expect(existsSync(folder("secret"))).toBe(false);
  });
});

describe.skipIf(!HAS_TLS)("a search over a queue by TLS", () => {
  let authority: Authority;
  let redis: Redis;
  beforeAll(async () => {
    authority = makeAuthority(mkdtempSync(join(root, "authority-")));
    redis = await startRedis(PASSWORD, authority);
  });
  afterAll(() => redis.close());

  it("says what to do about a certificate that nobody known has signed", async () => {
    const { code, stderr } = await goldilocks(["worker", "--queue", redis.url]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^goldilocks: rediss:\/\/localhost:\d+\/0: .*certificate.*; name a file .* NODE_EXTRA_CA_CERTS/,
    );
    expect(stderr).not.toContain(PASSWORD);
  });

  it("finds its front where the one who signed it is named", async () => {
    const env = { NODE_EXTRA_CA_CERTS: authority.file };
    let stop = (_: NodeJS.Signals) => {};
    const worker = goldilocks(["worker", "--queue", redis.url, "--workers", "1"], {
      env,
      onStart: (send) => {
        stop = send;
      },
    });
    const words = ["search", JOB, "--out", folder("secure"), "--executor", redis.url];
    const { code, stderr } = await goldilocks(words, { env });
    stop("SIGTERM");
    expect(code, stderr).toBe(0);
    expect((await worker).code).toBe(0);
    expect(existsSync(join(folder("secure"), "front.json"))).toBe(true);
  });
});

describe.skipIf(!HAS_REDIS)("a search over a queue", () => {
  let redis: Redis;
  let bare: string;
  const env = { GOLDILOCKS_QUEUE_PASSWORD: PASSWORD };
  const ended: Ended[] = [];
  const workers: { readonly ended: Promise<Ended>; readonly stop: (signal: NodeJS.Signals) => void }[] = [];

  const startWorker = (program?: string) => {
    let stop = (_: NodeJS.Signals) => {};
    const worker = goldilocks(["worker", "--queue", bare, "--workers", "1", "--json"], {
      ...{ env, ...(program ? { program } : {}) },
      onStart: (send) => {
        stop = send;
      },
    });
    const started = { ended: worker, stop: (signal: NodeJS.Signals) => stop(signal) };
    workers.push(started);
    return started;
  };

  /** A search over the queue, by the address that holds the password. */
  const search = async (name: string, onStart?: RunOptions["onStart"]) => {
    const words = ["search", JOB, "--out", folder(name), "--executor", redis.url];
    const result = await goldilocks(words, onStart ? { onStart } : {});
    ended.push(result);
    return result;
  };

  beforeAll(async () => {
    redis = await startRedis(PASSWORD);
    bare = `redis://127.0.0.1:${redis.port}/0`;
    const { code, stderr } = await goldilocks([
      "search",
      JOB,
      "--out",
      folder("alone"),
      "--executor",
      "in-process",
    ]);
    expect(code, stderr).toBe(0);
  });
  afterAll(async () => {
    for (const { stop } of workers) stop("SIGKILL");
    await redis.close();
  });

  it("finds the front of one process, byte for byte, by one worker and by three", async () => {
    startWorker();
    for (const name of ["one", "three"]) {
      const { code, stderr } = await search(name);
      expect(code, stderr).toBe(0);
      expect(frontOf(name)).toBe(frontOf("alone"));
      expect(journalOf(name)).toBe(journalOf("alone"));
      if (name === "one") for (let k = 0; k < 2; k++) startWorker();
    }
    expect(JSON.parse(read("three", "front.json")).made.workers).toBeGreaterThan(1);
  });

  it("goes on after its producer was killed, to the same front, and has nothing evaluated twice", async () => {
    const journal = join(folder("killed"), "journal.jsonl");
    for (const lines of [3, 10]) {
      const killed = await search("killed", (send) => {
        const poll = setInterval(() => {
          if (!existsSync(journal) || readFileSync(journal, "utf8").split("\n").length < lines) return;
          clearInterval(poll);
          setTimeout(() => send("SIGKILL"), 30);
        }, 2);
      });
      expect(killed.code).toBeNull();
    }
    const resumed = await goldilocks(["resume", folder("killed"), "--executor", bare], { env });
    ended.push(resumed);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(frontOf("killed")).toBe(frontOf("alone"));
    expect(journalOf("killed")).toBe(journalOf("alone"));

    const lines = read("alone", "journal.jsonl");
    const verified = lines.match(/^\{"verified":/gm)!.length;
    // Scored once more for the picture.
    const rejected = lines.match(/"status":"refuted-[\w-]+",/g)!.length;
    for (const { stop } of workers) stop("SIGTERM");
    let candidates = 0;
    for (const { ended: end } of workers.splice(0)) {
      const worker = await end;
      ended.push(worker);
      expect(worker.code, worker.stderr).toBe(0);
      candidates += JSON.parse(worker.stdout).candidates;
    }
    // And the points of the front once more for their outcomes.
    const detailed = JSON.parse(read("alone", "front.json")).front.length;
    expect(candidates).toBe(3 * (SCREENED + verified + rejected + detailed));
  });

  it("gives no work to a worker of another code, and both say why; Ctrl-C then tells how to go on", async () => {
    const program = copyOfProgram("other-code", "");
    const file = join(folder("other-code"), "dist/search/executor/evaluator-version.js");
    const text = readFileSync(file, "utf8");
    const version = Number(/EVALUATOR_VERSION = (\d+)/.exec(text)![1]);
    writeFileSync(file, text.replace(/EVALUATOR_VERSION = \d+/, `EVALUATOR_VERSION = ${version - 1}`));
    const other = startWorker(program);
    const stopped = await search("refused", async (send, said) => {
      await until("both is said", () => /runs goldilocks/.test(said()) && /waiting for workers/.test(said()));
      send("SIGINT");
    });
    other.stop("SIGTERM");
    const worker = await other.ended;
    ended.push(worker);
    expect(stopped.stderr).toMatch(
      new RegExp(
        `worker \\d+ on .* runs goldilocks .*, evaluator ${version - 1}, .*; this run needs .*evaluator ${version}, `,
      ),
    );
    expect(worker.stderr).toMatch(
      new RegExp(`run tinier needs .*evaluator ${version}, .*; this worker is .*evaluator ${version - 1}`),
    );
    expect(JSON.parse(worker.stdout)).toMatchObject({ schema: "goldilocks/worker/1", candidates: 0 });
    expect(worker.code).toBe(0);
    expect(stopped.stderr).toContain(
      `waiting for workers; start them with: goldilocks worker --queue ${bare}`,
    );
    expect(stopped.stderr).toMatch(
      /interrupted while nobody was at work; everything before is in .*\. Go on with: /,
    );
    expect(stopped.stderr).toContain(`goldilocks resume ${folder("refused")} --executor ${bare}\n`);
    expect(stopped.code).toBe(130);
  });

  it("keeps the password out of all that it prints, of every file and of every key", async () => {
    const wrong = await goldilocks(["worker", "--queue", bare], {
      env: { GOLDILOCKS_QUEUE_PASSWORD: `${PASSWORD}-not` },
    });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/^goldilocks: redis:\/\/127.0.0.1:\d+\/0: WRONGPASS .*\n$/);
    const none = await goldilocks(["worker", "--queue", bare], { env: { GOLDILOCKS_QUEUE_PASSWORD: "" } });
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(/^goldilocks: redis:\/\/127.0.0.1:\d+\/0: NOAUTH .*\n$/);
    expect(none.stderr).toContain("the password there or in GOLDILOCKS_QUEUE_PASSWORD");
    ended.push(wrong, none);
    const elsewhere = bare.replace(/0$/, "99");
    const nowhere = await goldilocks(["worker", "--queue", elsewhere], {
      env: { GOLDILOCKS_QUEUE_PASSWORD: PASSWORD },
    });
    expect(nowhere.code).toBe(2);
    expect(nowhere.stderr).toMatch(/\/99: ERR DB index is out of range; choose another database/);

    expect(ended.length).toBeGreaterThan(8);
    for (const { stdout, stderr } of ended) expect(stdout + stderr).not.toContain(PASSWORD);
    for (const name of ["one", "three", "killed", "refused"]) {
      const files = readdirSync(folder(name));
      expect(files).toContain("job.json");
      for (const file of files) expect(read(name, file), file).not.toContain(PASSWORD);
    }
    const { client, close } = await redis.connection();
    for (const key of (await client.call("KEYS", "*")) as string[]) {
      const dump = (await client.call("DUMP", key)) as string;
      expect(key + dump).not.toContain(PASSWORD);
    }
    close();
  });

  it("lets a worker go that is told to stop while the queue is away", async () => {
    const away = await startRedis();
    const { code, stderr } = await goldilocks(["worker", "--queue", away.url, "--workers", "1"], {
      onStart: async (send, said) => {
        await until("it waits", () => /waiting for runs/.test(said()));
        await away.stop("killed");
        await until("it notices", () => /the connection is lost; waiting for it/.test(said()));
        send("SIGTERM");
      },
    });
    await away.close();
    expect(code).toBe(0);
    expect(stderr).toMatch(/^worker: stopped after 0 candidates in 0 batches$/m);
  });

  it("has left no key of the runs that came to their end", async () => {
    const { client, close } = await redis.connection();
    // Of the run that was interrupted alone, until its producer comes back or an hour has gone.
    await until("the others are gone", async () => {
      const keys = (await client.call("KEYS", "goldilocks:*")) as string[];
      return new Set(keys.map((key) => key.split(":")[1]).filter((run) => run !== "runs")).size === 1;
    });
    close();
  });
});
