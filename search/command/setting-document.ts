/** The schema of what `goldilocks setting --json` prints. */
export const SETTING_SCHEMA = "goldilocks/setting/1";
