/** How a job stands, as a message of the stream (contract §5). Without an id: a reader that comes back asks how it stands. */
export function jobMessage(job: object): string {
  return `event: job\ndata: ${JSON.stringify(job)}\n\n`;
}
