import { requireInstalledKit } from "./own-kit";

// The first import of the package's entry: what follows cannot be loaded without a kit, and Node.js would name a file of ours.
requireInstalledKit();
