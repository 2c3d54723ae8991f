/** The version of the E-HPC API that is spoken here. */
export const API_VERSION = "2024-07-30";
