/** A run that could not go on, with everything before it safe on disk. */
export class RunStopped extends Error {}
