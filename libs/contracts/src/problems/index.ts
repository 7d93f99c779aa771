import { accessProblems } from './access-problems.js';
import { accountProblems } from './account-problems.js';
import { directoryProblems } from './directory-problems.js';
import { doorProblems } from './door-problems.js';
import { fileProblems } from './file-problems.js';
import { generalProblems } from './general-problems.js';
import { householdProblems } from './household-problems.js';
import { impactProblems } from './impact-problems.js';
import { importJobProblems } from './import-job-problems.js';
import { importProblems } from './import-problems.js';
import { operationProblems } from './operation-problems.js';
import { orderProblems } from './order-problems.js';
import { periodProblems } from './period-problems.js';
import { projectProblems } from './project-problems.js';
import { reserveProblems } from './reserve-problems.js';
import { serviceProblems } from './service-problems.js';

/** The catalogue of error codes; one file per area, spread into one list. */
export const PROBLEMS = {
  ...generalProblems,
  ...doorProblems,
  ...accessProblems,
  ...serviceProblems,
  ...operationProblems,
  ...accountProblems,
  ...directoryProblems,
  ...periodProblems,
  ...fileProblems,
  ...orderProblems,
  ...reserveProblems,
  ...projectProblems,
  ...householdProblems,
  ...impactProblems,
  ...importProblems,
  ...importJobProblems,
} as const;
