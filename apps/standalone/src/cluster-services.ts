import type { ServiceShapes } from '#operator';
import { gatewayShape } from '../../gateway/src/gateway.module.js';
import { householdsShape } from '../../households/src/households.module.js';
import { impactShape } from '../../impact/src/impact.module.js';
import { projectsShape } from '../../projects/src/projects.module.js';
import { purchasesShape } from '../../purchases/src/purchases.module.js';

/** The processes of a cluster as the one command line knows them. */
export const clusterServices: ServiceShapes = {
  gateway: gatewayShape,
  purchases: purchasesShape,
  projects: projectsShape,
  households: householdsShape,
  impact: impactShape,
};
