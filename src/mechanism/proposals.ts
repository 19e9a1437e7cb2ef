import type { W4H } from "./mechanism.js";

/** A block-space proposal of the article (section 2) and its answers to the W4H questions. */
export interface Proposal {
  readonly name: string;
  readonly w4h: W4H;
}

/**
 * The proposals that the article compares, with its answers where it gives them and ours in its spirit
 * where it leaves one open.
 * Source: Neuder, Garimidi and Roughgarden 2024, "On block-space distribution mechanisms", section 2.
 */
export const PROPOSALS: readonly Proposal[] = [
  {
    name: "execution-tickets",
    w4h: {
      who: "the protocol, by drawing a ticket at random",
      what: "the whole slot, no commitment to contents",
      when: "sold ahead, drawn at a fixed lookahead",
      where: "total spent on tickets",
      how: "chance proportional to tickets held",
    },
  },
  {
    name: "block-auction-pbs",
    w4h: {
      who: "the proposer, elected at random",
      what: "the whole block, bids commit to its contents",
      when: "just in time, during the slot",
      where: "the winning bid (outside the protocol today)",
      how: "winner take all, highest bid the proposer picks",
    },
  },
  {
    name: "mev-burn",
    w4h: {
      who: "the proposer, held to a floor by a committee",
      what: "the whole block, bids commit to its contents",
      when: "just in time, during the slot",
      where: "the committee's floor under the winning bid",
      how: "winner take all above the floor",
    },
  },
  {
    name: "slot-auction-pbs",
    w4h: {
      who: "the proposer, elected at random",
      what: "the whole slot, no commitment to contents",
      when: "ahead of time, for instance 32 slots",
      where: "the winning bid",
      how: "winner take all, highest bid the proposer picks",
    },
  },
  {
    name: "partial-block-auction",
    w4h: {
      who: "the proposer, elected at random",
      what: "a part of the block, for instance its top",
      when: "just in time, during the slot",
      where: "the winning bids for the parts sold",
      how: "winner take all for each part sold",
    },
  },
  {
    name: "aps-burn",
    w4h: {
      who: "the proposer, made to sell and held to a floor by a committee",
      what: "the whole slot, no commitment to contents",
      when: "ahead of time, a fixed lookahead",
      where: "the committee's floor under the winning bid",
      how: "winner take all above the floor",
    },
  },
];

/** The answers of a proposal, with the family's own answer to "how". */
export function answersOf(name: string, how: string): W4H {
  const proposal = PROPOSALS.find((each) => each.name === name);
  if (proposal === undefined) throw new Error(`no proposal ${name}`);
  return { ...proposal.w4h, how };
}
