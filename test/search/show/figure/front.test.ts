import { describe, expect, it } from "vitest";
import { frontPicture } from "../../../../search/show/figure/front.js";
import { front, jumpingCurve } from "../report/fixture.js";

describe("the Pareto picture of a front", () => {
  it("shows what was rejected by why, where it lies within the frame", () => {
    const [sample] = front.rejected!;
    const at = (revenueOverPap: number) => ({ ...sample!.scores, revenueOverPap });
    const near = { ...sample!, scores: at(0.999) };
    const far = { ...sample!, scores: at(0.2), status: "withholds" as const };
    const { series, x } = frontPicture({ ...front, rejected: [near, far] });
    const faint = series.filter(({ mark }) => mark === "faint");
    expect(faint).toEqual([
      { name: "rejected: refuted-split", mark: "faint", points: [[0.999, 1]] },
      { name: "rejected: withholds", mark: "faint", points: [] },
    ]);
    expect(x.domain![0]).toBeGreaterThan(0.2);
  });

  it("begins at 0 where the scores come near it", () => {
    const [point] = front.front;
    const scores = { ...point!.scores, revenueOverPap: 0.01, fairnessOverPap: 0 };
    const { x, y } = frontPicture({ ...front, front: [{ ...point!, scores }] });
    expect([x.domain![0], y.domain![0]]).toEqual([0, 0]);
  });

  it("says of how many points it shows a choice", () => {
    const { length } = front.front;
    expect(frontPicture({ ...front, found: length }).title).toContain(`: ${length} on the front`);
    expect(frontPicture({ ...front, found: 195 }).title).toContain(`: ${length} of 195 on the front`);
  });

  it("does not draw the Tullock curve where the number of equilibria changes", () => {
    const { series } = frontPicture({ ...front, references: jumpingCurve });
    const [steady, jumping] = [jumpingCurve.slice(0, 2), jumpingCurve.slice(2)];
    const at = ({ scores }: (typeof jumpingCurve)[number]) => [scores.revenueOverPap, scores.fairnessOverPap];
    expect(series.filter(({ mark }) => mark === "line").map(({ points }) => points)).toEqual([
      steady.map(at),
    ]);
    const dots = series.find(({ name, mark }) => name === "Tullock curve" && mark === "dots")!;
    expect(dots.points).toEqual([...steady, ...jumping].map(at));
  });

  it("does without, where a file has none", () => {
    const { rejected: _, ...older } = front;
    expect(frontPicture(older).series.filter(({ mark }) => mark === "faint")).toEqual([]);
  });
});
