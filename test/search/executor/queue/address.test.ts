import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExecutor } from "../../../../search/executor/choice.js";
import { parseQueueAddress } from "../../../../search/executor/queue/address.js";
import { InputError } from "../../../../src/input-error.js";
import { law } from "../../../law.js";

const FILE = "test/search/executor/queue/address.test.ts";
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
/** Passwords with everything that means something in an address. */
const password = fc.string({ minLength: 6, maxLength: 12, unit: fc.constantFrom(..."aZ9@:/?#%[] é\n") });

function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  throw new Error("it was taken");
}

describe("the address of a queue", () => {
  it("is read whatever the password holds, and named without it", async () => {
    const port = fc.integer({ min: 1, max: 65_535 });
    const parts = fc.tuple(fc.option(word, { nil: "" }), password, word, port, fc.nat(15), fc.boolean());
    await law(
      FILE,
      fc.property(parts, ([user, secret, host, at, db, tls]) => {
        const scheme = tls ? "rediss" : "redis";
        const text = `${scheme}://${user}:${encodeURIComponent(secret)}@${host}:${at}/${db}`;
        const address = parseQueueAddress(text, "--queue", undefined);
        expect(address).toMatchObject({ host, port: at, db, password: secret, tls });
        expect(address.name).toBe(`${scheme}://${user === "" ? "" : `${user}@`}${host}:${at}/${db}`);
        expect(parseQueueAddress(address.name, "--queue", secret)).toEqual(address);
      }),
    );
  });

  it("may leave out all but the host", () => {
    expect(parseQueueAddress("redis://lab", "--queue", undefined)).toEqual({
      ...{ name: "redis://lab:6379/0", host: "lab", port: 6379, db: 0, tls: false },
    });
    expect(parseQueueAddress("redis://[::1]:7000", "--queue", undefined)).toMatchObject({
      ...{ name: "redis://[::1]:7000/0", host: "::1", port: 7000 },
    });
  });

  it.each([
    ["redis://", "names no host"],
    ["redis://lab:port", "cannot be read"],
    ["redis://lab/zero", "has no number as its database"],
    ["redis://lab/0?x=1", "goes on after its database"],
    ["redis://u:%zz@lab", "has a % that encodes nothing"],
    ["http://lab", "is not one of Redis"],
  ])("is refused in a line where it is %s", (text, fault) => {
    const refusal = refusalOf(() => parseQueueAddress(text, "--queue"));
    expect(refusal).toMatch(/^--queue: the address .*; write redis:\/\/host:port\/db/);
    expect(refusal).toContain(fault);
  });

  it("is never repeated in a refusal, since any part of it may be a password out of place", async () => {
    const broken = fc.constantFrom(
      "redis:/u:S@h",
      "redis://u:S",
      "redis://:S",
      "u:S@h",
      "redis://h:S/0",
      "redis://h/S",
    );
    await law(
      FILE,
      fc.property(broken, (form) => {
        const secret = "hunter2hunter2";
        const refusal = refusalOf(() => parseExecutor(form.replace("S", secret), "--executor"));
        expect(refusal).not.toContain(secret);
      }),
      20,
    );
  });
});
