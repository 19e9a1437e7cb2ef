/** Players of one prior: how many of them, and the nodes that stand for their types. */
export interface Group {
  readonly count: number;
  /** Indices of nodes, whatever they index. */
  readonly nodes: readonly number[];
  readonly probabilities: readonly number[];
}

/** Draws of the types of several players, with those that differ by the order of equal players joined. */
export interface Draws {
  /** Players. */
  readonly width: number;
  readonly size: number;
  /** One row of `width` nodes a draw. */
  readonly nodes: Int32Array;
  /** Of each draw; they sum to the product of the groups' total probabilities to the power of their counts. */
  readonly probabilities: Float64Array;
}

/** Every draw of the groups' types, as multisets within each group. */
export function drawsOf(groups: readonly Group[]): Draws {
  let rows: { nodes: number[]; probability: number }[] = [{ nodes: [], probability: 1 }];
  for (const group of groups) {
    const own = multisets(group);
    rows = rows.flatMap((row) =>
      own.map((each) => ({
        nodes: [...row.nodes, ...each.nodes],
        probability: row.probability * each.probability,
      })),
    );
  }
  return {
    width: rows[0]!.nodes.length,
    size: rows.length,
    nodes: Int32Array.from(rows.flatMap(({ nodes }) => nodes)),
    probabilities: Float64Array.from(rows, ({ probability }) => probability),
  };
}

/** The multisets of `count` nodes, each with its probability: count! prod p^m / m!. */
function multisets({ count, nodes, probabilities }: Group) {
  const found: { nodes: number[]; probability: number }[] = [];
  const chosen: number[] = [];
  const extend = (first: number, left: number, probability: number) => {
    if (left === 0) {
      found.push({ nodes: [...chosen], probability });
      return;
    }
    for (let k = first; k < nodes.length; k++) {
      let weight = probability;
      for (let times = 1; times <= left; times++) {
        // (left choose times) p^times, one factor at a time.
        weight *= (probabilities[k]! * (left - times + 1)) / times;
        chosen.push(nodes[k]!);
        extend(k + 1, left - times, weight);
      }
      chosen.length -= left;
    }
  };
  extend(0, count, 1);
  return found;
}
