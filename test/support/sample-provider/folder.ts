/** The folder in which things live: one JSON file each. */
export interface Folder {
  file(id: string): string;
}
