export { eventually } from '#platform/testing';
