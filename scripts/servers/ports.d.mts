/** Free loopback ports, kept apart from those of other runs. */
export function choosePorts(count: number): Promise<number[]>;
