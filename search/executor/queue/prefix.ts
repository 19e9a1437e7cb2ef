/** All keys begin with it: `goldilocks:runs`, and `goldilocks:<run>:…`. */
export const PREFIX = "goldilocks";
