/** A command ended with a finding that a person can act on, not with a fault: exit code 1, no stack. */
export class FindingError extends Error {}
