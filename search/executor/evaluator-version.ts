/**
 * The version of what an executor computes. Raise it when the same candidate may score differently than before: journals
 * and workers of another version are then refused by name.
 */
export const EVALUATOR_VERSION = 11;
