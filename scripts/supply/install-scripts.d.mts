/** Packages of a lock file whose install scripts nobody has decided about, and decisions about nothing. */
export function undecided(
  lock: { readonly packages: Readonly<Record<string, { readonly version?: string; readonly hasInstallScript?: boolean }>> },
  allowScripts: Readonly<Record<string, boolean>>,
): { readonly unknown: readonly string[]; readonly idle: readonly string[] };
