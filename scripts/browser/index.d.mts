/** Path of the browser that the console is tested in. */
export function findBrowser(): Promise<string>;
export const BROWSER_FLAGS: readonly string[];
