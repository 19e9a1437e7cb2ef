import { Command } from "commander";
import { InputError } from "../../src/input-error.js";
import type { ValueProfile } from "../../src/scenario/value-profile.js";
import { importValues } from "../relay/import.js";
import { table } from "../show/text/table.js";

const EXAMPLE = `
Files are replies of the relay Data API endpoint builder_blocks_received (JSON: one profile a slot, the best
bid of each builder key), or tables of winning bids (CSV with the columns block_number, slot, builder_label,
builder_pubkey, value_wei: one profile, estimated from who won how often). Values are in ETH.

Example:
  $ goldilocks values import builder_blocks_received.json --slot 6214255
  $ goldilocks values import winning-bids.csv --json > profiles.json
`;

/** `goldilocks values`: bids of MEV-Boost relays to value profiles. */
export function valuesCommand(): Command {
  const command = new Command("values")
    .description("value profiles from real bids")
    .addHelpText("after", "\nExample:\n  $ goldilocks values import builder_blocks_received.json\n");
  command
    .command("import")
    .description("bids and payloads of MEV-Boost relays to value profiles")
    .argument("<file...>", "saved replies of relays (JSON), tables of winning bids (CSV)")
    .option("--slot <number>", "only this slot of the relays' replies", slotNumber)
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action((paths: string[], options: { slot?: number; json?: true }) => {
      const imported = importValues(paths, options.slot);
      const text = options.json
        ? JSON.stringify(imported, null, 2)
        : imported.profiles.map(profileText).join("\n\n");
      process.stdout.write(`${text}\n`);
    });
  return command;
}

function slotNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InputError(`--slot: ${JSON.stringify(text)} is not a slot; give a whole number such as 6214255`);
}

/** A profile for people: what it is, then its players. */
export function profileText(profile: ValueProfile): string {
  const { name, unit, values, players, source, method } = profile;
  const top = values[0]!;
  const rows = values.map((value, i) => [
    shortened(players?.[i] ?? `${i + 1}`),
    value.toPrecision(6),
    (value / top).toFixed(4),
  ]);
  return [
    `${name}: ${values.length} ${values.length === 1 ? "player" : "players"}, values in ${unit}`,
    `source: ${source}`,
    `method: ${method}`,
    "",
    table(["player", `value (${unit})`, "share of top"], rows, { align: ["left", "right", "right"] }),
  ].join("\n");
}

/** Public keys by their ends, 0x83d3…b640; labels as they are. */
export function shortened(player: string): string {
  return /^0x[0-9a-f]{16,}$/i.test(player) ? `${player.slice(0, 6)}…${player.slice(-4)}` : player;
}
