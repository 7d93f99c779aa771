import { PROBLEMS } from '#contracts';

/** Every error code with its status and sentences: the page that `type` of a problem points to. Made from the catalogue alone. */
export function errorsPage(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, zh, en }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td lang="zh-CN">${escaped(zh)}</td><td lang="en">${escaped(en)}</td></tr>`,
  );
  const head = '<tr><th>代码 / code</th><th>状态 / status</th><th>说明</th><th>meaning</th></tr>';
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>错误代码 / error codes</title><h1>错误代码 / error codes</h1><table>${head}${rows.join('')}</table></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
