/** How the solver that proposed an answer ended; the certifier decides what the answer is worth. */
export interface SolverReport {
  readonly name: string;
  readonly outcome: string;
}
