// CDKTF 0.21 has no classes for functions of providers and ephemeral resources, so there is nothing further to export.
export {};
