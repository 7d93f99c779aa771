import type { ProblemText } from '../problem-text.js';

/** Codes of the door and of the ledger itself: any command or query can answer them. */
export const generalProblems = {
  'BODY.MALFORMED': {
    status: 400,
    zh: '请求正文无法读取（{reason}）。JSON 请检查括号、引号和编码，文件请整个重新上传。',
    en: 'The body cannot be read ({reason}). Check brackets, quotes and encoding of JSON; upload a file again as a whole.',
  },
  'URL.MALFORMED': {
    status: 400,
    zh: '地址 {path} 无法解读：其中的百分号编码不是 UTF-8。请检查后重新请求。',
    en: 'The address {path} cannot be read: its percent-encoding is not UTF-8. Check it and ask again.',
  },
  'BODY.TOO_LARGE': {
    status: 413,
    zh: '请求正文超过 {mostBytes} 字节。请分次提交，表格请用导入。',
    en: 'The body is larger than {mostBytes} bytes. Send it in parts; use the import for sheets.',
  },
  'BODY.TOO_DEEP': {
    status: 400,
    zh: '请求正文嵌套超过 {most} 层。请按接口说明的结构提交。',
    en: 'The body is nested more than {most} levels deep. Send it in the documented shape.',
  },
  'BODY.NOT_AN_OBJECT': {
    status: 400,
    zh: '请求正文应为一个 JSON 对象。',
    en: 'The body must be one JSON object.',
  },
  'BODY.MEDIA_TYPE': {
    status: 415,
    zh: '不支持的内容类型 {mediaType}。请以 content-type: application/json 发送。',
    en: 'Unsupported content type {mediaType}. Send it with content-type: application/json.',
  },
  'VALIDATION.FAILED': {
    status: 422,
    zh: '有 {count} 处填写不符合要求，详见各条说明。',
    en: '{count} entries do not meet the rules; see each one.',
  },
  'FIELD.UNKNOWN': {
    status: 422,
    zh: '没有名为“{field}”的字段。请核对字段名或删除它。',
    en: 'There is no field “{field}”. Check its name or leave it out.',
  },
  'FIELD.REQUIRED': {
    status: 422,
    zh: '“{field}”必须填写。',
    en: '“{field}” is required.',
  },
  'FIELD.INVALID': {
    status: 422,
    zh: '“{field}”的值不符合要求，应为：{expected}。',
    en: '“{field}” does not meet the rule: {expected}.',
  },
  'TEXT.ILL_FORMED': {
    status: 422,
    zh: '“{field}”含有无法保存的字符（不成对的代理字符或控制字符）。请删除后重填。',
    en: '“{field}” holds characters that cannot be stored (an unpaired surrogate or a control character). Remove them.',
  },
  'DATE.FUTURE': {
    status: 422,
    zh: '业务日期 {day} 晚于今天 {today}。请填写实际发生的日期。',
    en: 'The business day {day} is later than today, {today}. Enter the day it happened.',
  },
  'DATE.BEFORE_START': {
    status: 422,
    zh: '业务日期 {day} 早于该事项的起始日 {start}。请核对日期。',
    en: 'The business day {day} lies before the first day of the record, {start}. Check the date.',
  },
  'COMMAND.KEY_INVALID': {
    status: 422,
    zh: '请求头 Idempotency-Key 应为 1–128 个可打印的 ASCII 字符。',
    en: 'The header Idempotency-Key must be 1–128 printable ASCII characters.',
  },
  'COMMAND.KEY_REUSED': {
    status: 422,
    zh: '同一个 Idempotency-Key 已用于另一份内容。请为新的内容换一个键。',
    en: 'This Idempotency-Key was used for another body. Use a new key for a new body.',
  },
  'STREAM.VERSION_CONFLICT': {
    status: 409,
    zh: '记录已被他人更新：您看到的是第 {expectedVersion} 版，现在是第 {currentVersion} 版。请刷新后再试。',
    en: 'The record has changed: you saw version {expectedVersion}, it is now {currentVersion}. Reload and try again.',
  },
  'STREAM.VERSION_INVALID': {
    status: 422,
    zh: '请求头 If-Match 应为加双引号的版本号，例如 "3"。',
    en: 'The header If-Match must be a version in double quotes, for example "3".',
  },
  'RECORD.EXISTS': {
    status: 409,
    zh: '编号 {id} 已被使用。请换一个编号，或打开已有的记录。',
    en: 'The id {id} is in use. Choose another one or open the existing record.',
  },
  'RECORD.NOT_FOUND': {
    status: 404,
    zh: '没有找到“{id}”。请核对地址或编号。',
    en: 'There is no “{id}”. Check the address or the id.',
  },
  'ROUTE.NOT_FOUND': {
    status: 404,
    zh: '没有这个地址：{method} {path}。请对照接口清单 /api/docs。',
    en: 'There is no route {method} {path}. See /api/docs.',
  },
  'QUERY.INVALID': {
    status: 422,
    zh: '查询参数“{field}”不可用，应为：{expected}。',
    en: 'The query parameter “{field}” cannot be used: {expected}.',
  },
  'LEDGER.BUSY': {
    status: 503,
    zh: '当前等待入账的请求过多，本次没有写入。请稍后重新提交，不会重复入账（接口调用请沿用同一个 Idempotency-Key）。',
    en: 'Too many entries are waiting; nothing was written. Submit it again shortly; nothing is entered twice (calls of the API keep the same Idempotency-Key).',
  },
  'LEDGER.STOPPING': {
    status: 503,
    zh: '系统正在停止，本次没有写入。请稍后重新提交，不会重复入账（接口调用请沿用同一个 Idempotency-Key）。',
    en: 'The system is stopping; nothing was written. Submit it again later; nothing is entered twice (calls of the API keep the same Idempotency-Key).',
  },
  'LEDGER.UNAVAILABLE': {
    status: 503,
    zh: '账本暂时无法写入（{reason}），本次没有入账。请稍后重新提交，不会重复入账（接口调用请沿用同一个 Idempotency-Key）。',
    en: 'The ledger cannot be written just now ({reason}); nothing was entered. Submit it again later; nothing is entered twice (calls of the API keep the same Idempotency-Key).',
  },
  'SYSTEM.FAULT': {
    status: 500,
    zh: '系统出错，本次没有完成。请把编号 {correlationId} 告诉管理员。',
    en: 'A fault stopped this request. Give the number {correlationId} to the administrator.',
  },
} as const satisfies Record<string, ProblemText>;
