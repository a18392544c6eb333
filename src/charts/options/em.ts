/** Sizes in ems of the picture's text. */
export const EM = {
  edge: 0.75,
  title: 1.4,
  titleRow: 1.9,
  subtitleRow: 1.45,
  unitRow: 1.95,
  timeRow: 1.75,
  legendRow: 1.4,
  legendGap: 0.35,
  stateName: 1.35,
  stateBand: 1.6,
  stateGap: 0.6,
} as const;
