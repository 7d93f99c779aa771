/** The services behind the gateway, by the names of their processes. */
export const SERVICE_NAMES = ['purchases', 'projects', 'households', 'impact'] as const;
/** A service behind the gateway. */
export type ServiceName = (typeof SERVICE_NAMES)[number];
