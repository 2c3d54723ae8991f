/** Figures for people, cell by cell. */
export interface Table {
  /** What the rows have in common, such as the API's latency. */
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What one part of the bench has found. */
export interface Report {
  readonly tables: readonly Table[];
  /** What one has to know to read the tables: what was left out and why. */
  readonly notes: readonly string[];
  /** What was not as it has to be for the figures to be trusted. Empty when all is well. */
  readonly complaints: readonly string[];
  /** The same for programs, down to single runs. */
  readonly figures: unknown;
}
