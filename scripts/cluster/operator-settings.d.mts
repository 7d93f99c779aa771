/** Where the gateway of a cluster keeps its evidence and keys. @param folder that of the cluster */
export function gatewayFolder(folder: string): string;
/** Writes `operator.env` into the folder of a cluster: its database, its broker, the gateway's folder. */
export function writeOperatorSettings(folder: string, settings: Readonly<Record<string, string>>): void;
