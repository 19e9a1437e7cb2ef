import { APRIL_2024, type Row, SLOT_7567001, SLOT_7567002, SLOT_7613244 } from "./mainnet-slots.js";
import type { ValueProfile } from "./value-profile.js";

/**
 * The best bid of each builder key for slot 6214255 (block 17039004, 13 April 2023), from 501 bids.
 *
 * To regenerate, save a relay's answer to the Data API endpoint
 * /relay/v1/data/bidtraces/builder_blocks_received?slot=6214255 as bids.json, then:
 *
 *     goldilocks values import bids.json --slot 6214255 --json
 */
const SLOT_6214255: readonly Row[] = [
  ["0x81ba…80f9", 0.0418330000071],
  ["0xa1de…27fc", 0.0418256441071],
  ["0x945f…9d87", 0.0388349510988],
  ["0x83d3…b640", 0.0388240246988],
  ["0x978a…d587", 0.0385003219773],
  ["0xb194…3027", 0.0383828604131],
  ["0xb5d8…2319", 0.0383737844886],
  ["0xa4fb…6772", 0.0383526458838],
  ["0x81be…994f", 0.0378609691385],
  ["0x8955…fb8b", 0.0299678076377],
  ["0xb8fc…e899", 0.0296952566734],
  ["0x82ba…8632", 0.029639634867],
  ["0x8ed7…a4a2", 0.0293930895933],
  ["0x8b8e…5fba", 0.0278838856851],
  ["0x94a0…9173", 0.0272686670625],
  ["0xb67e…ab08", 0.0272054580625],
  ["0x80c7…d3d5", 0.0265290953384],
  ["0x965a…03e2", 0.0264879544091],
  ["0x8eb7…8ad0", 0.0262382034376],
  ["0xa906…d1ce", 0.0257205427905],
  ["0x8ea1…a525", 0.0253427556148],
  ["0xa82f…8c19", 0.0239440144693],
  ["0x8147…d224", 0.0176310538146],
  ["0xabd4…2761", 0.0170664695628],
  ["0xa1de…fc1b", 0.0169974444863],
  ["0xb5a6…9046", 0.0169974444863],
  ["0xa858…c1fd", 0.0169938739863],
  ["0xb333…0bc0", 0.0169872980863],
  ["0x906c…7101", 0.0169872980863],
  ["0xa0d0…800e", 0.0169872980863],
  ["0xb1b7…a469", 0.0169837275863],
  ["0xb066…3900", 0.0169166806863],
  ["0xaec4…c347", 0.0168868840459],
  ["0xacd6…289e", 0.0161006001319],
  ["0x8ecd…a4a8", 0.015213539347],
  ["0xb470…3084", 0.0134579915124],
  ["0x8542…7acd", 0.000587908196257],
];

/**
 * Typical values of the builders that won the 9052 blocks of 19420000 to 19429999 (12 and 13 March 2024)
 * whose winning bid at MEV-Boost relays is known, estimated by builderStrengths.
 *
 * To regenerate, save the winning bids of these blocks as winning-bids.csv with the columns block_number,
 * slot, builder_label (the name a builder goes by), builder_pubkey and value_wei, then:
 *
 *     goldilocks values import winning-bids.csv --json
 *
 * Slots, keys and values are in relays' answers to /relay/v1/data/bidtraces/proposer_payload_delivered.
 */
const MARCH_2024: readonly Row[] = [
  ["beaverbuild.org", 0.0480910835551],
  ["Titan Builder", 0.0249489851683],
  ["rsync-builder.xyz", 0.0164022239648],
  ["jetbldr.xyz", 0.0105096584858],
  ["Flashbots", 0.0079310747911],
  ["builder0x69", 0.00503088143686],
  ["rpc.tbuilder.xyz", 0.0043752738229],
  ["f1b.io", 0.00362408323684],
  ["@penguinbuild.org", 0.00338928839921],
  ["lokibuilder.xyz", 0.00169001816655],
  ["BuildAI", 0.0014864089279],
  ["penguinbuild.org", 0.00130626863498],
  ["0x83be…874c", 0.00119245933801],
  ["I can haz block?", 0.000859530772012],
  ["bobTheBuilder.xyz", 0.000859530772012],
  ["bloXroute", 0.00066871285643],
  ["boba-builder.com", 0.00066871285643],
  ["beelder", 0.000617049167105],
  ["geth", 0.000617049167105],
  ["Gambit Labs", 0.000447687262817],
  ["pandabuilder.io", 0.000315883502094],
  ["Builder+ www.btcs.com/builder", 0.000239505817781],
  ["0x95c8…f742", 0.000149215595208],
  ["nfactorial.xyz", 0.000149215595208],
  ["rpc.fullblock.space", 0.000149215595208],
];

const METHOD_OF_A_SLOT =
  "One player a builder key, with the highest of its bids for the slot. A bid is taken for the " +
  "builder's value and is a lower bound of it, as builders keep a margin. Bids later cancelled and " +
  "bids after the start of the slot count too. A builder with several keys appears as several " +
  "players.";

/** Real profiles of Ethereum mainnet, from slots' bids and from ranges of blocks; 12 significant digits. */
export const MAINNET_PROFILES: readonly ValueProfile[] = [
  {
    name: "mainnet-slot-6214255",
    ...columns(SLOT_6214255),
    source: "relay Data API, builder_blocks_received, slot 6214255: 501 bids",
    method: METHOD_OF_A_SLOT,
  },
  {
    name: "mainnet-2024-03",
    ...columns(MARCH_2024),
    source: "MEV-Boost relays, blocks 19420000 to 19429999: 9052 winning bids",
    method: methodOfBlocks("1.465"),
  },
  ...(
    [
      ["7567001", SLOT_7567001, 516],
      ["7567002", SLOT_7567002, 324],
      ["7613244", SLOT_7613244, 895],
    ] as const
  ).map(([slot, rows, bids]) => ({
    name: `mainnet-slot-${slot}`,
    ...columns(rows),
    source: `relay bids of slot ${slot} in the test data of eden-network/mev-boost-etl (MIT): ${bids} bids`,
    method: METHOD_OF_A_SLOT,
  })),
  {
    name: "mainnet-2024-04",
    ...columns(APRIL_2024),
    source: "MEV-Boost relays, blocks 19580000 to 19589999: 9048 winning bids (dyeee/MEV-Boost-Project)",
    method: methodOfBlocks("1.482"),
  },
];

function methodOfBlocks(theta: string): string {
  return (
    "Each block is taken for an independent auction in which builder i values it at s_i times a " +
    `Frechet variable of shape theta and the highest value wins; theta = ${theta}, standard error 0.016, ` +
    "from the standard deviation of the log winning bids. s_i^theta is in proportion to the share of " +
    "blocks won, and the value given is the geometric mean exp(E log V_i). Winning bids are lower " +
    "bounds of the winners' values and stand for them: levels are too low, and ratios right if all " +
    "winners keep the same share of their value. One player a builder label, or a key where the label " +
    "is empty; builders that never won are unknown."
  );
}

function columns(rows: readonly Row[]): Pick<ValueProfile, "unit" | "values" | "players"> {
  return { unit: "ETH", values: rows.map(([, value]) => value), players: rows.map(([player]) => player) };
}
