/** Colours of a picture, as CSS colours. */
export interface Theme {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly pending: string;
  readonly running: string;
  readonly completed: string;
  readonly good: string;
  readonly bad: string;
  readonly peer: string;
  /** Text upon a bar. */
  readonly onBar: string;
}

/** For pages as GitHub shows them. Text has a contrast of at least 4.5 : 1 to what it stands on. */
export const THEMES: Readonly<Record<"light" | "dark", Theme>> = {
  light: {
    text: "#1f2328",
    quiet: "#59636e",
    line: "#d1d9e0",
    pending: "#6e7781",
    running: "#0969da",
    completed: "#1a7f37",
    good: "#1a7f37",
    bad: "#cf222e",
    peer: "#9a6700",
    onBar: "#ffffff",
  },
  dark: {
    text: "#f0f6fc",
    quiet: "#9198a1",
    line: "#3d444d",
    pending: "#656c76",
    running: "#1f6feb",
    completed: "#238636",
    good: "#3fb950",
    bad: "#f85149",
    peer: "#d29922",
    onBar: "#ffffff",
  },
};
