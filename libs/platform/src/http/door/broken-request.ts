import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { problemSentence, type ProblemItem, PROBLEMS } from '#contracts';

/** What Node says of a request that never became one. */
const PROBLEMS_OF_NODE: Readonly<Record<string, ProblemItem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'REQUEST.TOO_SLOW' },
  HPE_HEADER_OVERFLOW: { code: 'REQUEST.HEAD_TOO_LARGE' },
};

const UNREADABLE: ProblemItem = { code: 'REQUEST.UNREADABLE' };

/**
 * Answers, on the bare connection, a request that is too slow, too large in its head or no HTTP, and ends the connection.
 * There is no request, so nobody knows its language: the sentence stands in both.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(answerTo(PROBLEMS_OF_NODE[error.code ?? ''] ?? UNREADABLE));
  socket.destroySoon();
}

function answerTo(problem: ProblemItem): string {
  const { status } = PROBLEMS[problem.code];
  const detail = `${problemSentence(problem, 'zh-CN')} / ${problemSentence(problem, 'en')}`;
  const body = JSON.stringify({
    type: `/api/docs/errors#${problem.code}`,
    title: STATUS_CODES[status],
    status,
    code: problem.code,
    detail,
  });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
