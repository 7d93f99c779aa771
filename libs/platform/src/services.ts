/** The services behind the gateway, by the names of their processes. */
export const SERVICE_NAMES = ['purchases', 'projects', 'households', 'impact'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];
