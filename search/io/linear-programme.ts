import { InputError } from "../../src/input-error.js";
import type { LinearProgrammeSolver } from "../../src/numeric/linear-programme.js";

const FEASIBILITY = 1e-10;
/** Far more than any programme here takes: a bound against cycling, in place of one in seconds. */
const ITERATIONS = 20_000;

/** The solver of linear programmes: HiGHS (Huangfu and Hall 2018), compiled to WebAssembly. */
export async function loadLinearProgrammeSolver(): Promise<LinearProgrammeSolver> {
  const { default: loadHighs } = await import("highs");
  // The package describes its module as CommonJS, in which the loader would be a property of the import.
  const load = loadHighs as unknown as typeof loadHighs.default;
  const highs = await load();
  return ({ rows, columns, cost, matrix, lower, upper, rowLower, rowUpper }) => {
    const starts = Int32Array.from({ length: rows + 1 }, (_, row) => row * columns);
    const indices = Int32Array.from({ length: rows * columns }, (_, k) => k % columns);
    const bounded = (bounds: Float64Array) =>
      bounds.map((bound) => Math.max(-highs.infinity, Math.min(highs.infinity, bound)));
    const model = highs.createModel({
      numCols: columns,
      numRows: rows,
      sense: highs.constants.objectiveSense.maximize,
      colCost: cost,
      colLower: bounded(lower),
      colUpper: bounded(upper),
      rowLower: bounded(rowLower),
      rowUpper: bounded(rowUpper),
      matrix: { format: "csr", numRows: rows, numCols: columns, starts, indices, values: matrix },
    });
    try {
      model.options.set({
        output_flag: false,
        simplex_iteration_limit: ITERATIONS,
        primal_feasibility_tolerance: FEASIBILITY,
        dual_feasibility_tolerance: FEASIBILITY,
      });
      try {
        model.run();
      } catch (error) {
        // A numerical failure is an answer: no optimum.
        if (error instanceof highs.errors.HighsError) return null;
        // WebAssembly's, when memory runs out.
        if (!(error instanceof Error && error.name === "RuntimeError")) throw error;
        throw new InputError(
          `a linear programme of ${rows} rows and ${columns} columns is more than HiGHS can take here; ask for fewer profiles, identities or rivals`,
        );
      }
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return null;
      const { colValue, rowDual } = model.getSolution();
      return {
        objective: model.getObjectiveValue(),
        solution: Float64Array.from(colValue),
        duals: Float64Array.from(rowDual),
      };
    } finally {
      model.dispose();
    }
  };
}
