import type { Content, Tools } from "../study.js";
import { feeClaims } from "./fee-claims.js";
import { guardsOf, guardsTable } from "./guards.js";
import type { AnyNumberOptions } from "./options.js";
import { outsideClaims } from "./outside-claims.js";
import { constantTable, drawsTable, examplesTable, feesTable, profilesTable } from "./tables.js";
import { theoremClaims } from "./theorem-claims.js";

/** The claims and tables of the rules for any number of players. */
export async function anyNumberContent(options: AnyNumberOptions, tools: Tools): Promise<Content> {
  const guards = await guardsOf(options);
  const [examples, profiles, draws] = [
    await examplesTable(options),
    await profilesTable(options, tools),
    await drawsTable(options),
  ];
  return {
    claims: [
      ...(await feeClaims(options)),
      ...outsideClaims({ examples, profiles, draws }),
      ...(await theoremClaims(options, guards)),
    ],
    tables: [
      ...[await feesTable(options), examples, profiles, draws],
      ...[constantTable(options), guardsTable(guards)],
    ],
  };
}
