import type { ProblemText } from '../problem-text.js';

/** Codes of an import as a whole: what may be done with it now, and why it has stopped. */
export const importJobProblems = {
  'IMPORT.STATE': {
    status: 409,
    zh: '这次导入现在是“{state}”，不能这样做。现在可以：{possible}。',
    en: 'This import is “{state}” now and this cannot be done with it. What can be done now: {possible}.',
  },
  'IMPORT.MOVED': {
    status: 409,
    zh: '这次导入刚刚被别人（或另一个窗口）改动。请刷新后再试。',
    en: 'Somebody else (or another window) has just changed this import. Reload it and try again.',
  },
  'IMPORT.SHEET_UNKNOWN': {
    status: 422,
    zh: '文件中没有工作表“{sheet}”。可选：{sheets}。',
    en: 'The file has no sheet “{sheet}”. There are: {sheets}.',
  },
  'IMPORT.COLUMN_UNKNOWN': {
    status: 422,
    zh: '这类导入没有“{column}”这一列。可用的列：{columns}。',
    en: 'This kind of import has no column “{column}”. There are: {columns}.',
  },
  'IMPORT.HEAD_UNKNOWN': {
    status: 422,
    zh: '文件中没有列“{from}”。请填列的字母（如 B）或表头原文。',
    en: 'The file has no column “{from}”. Name it by its letter (B) or by its head as written.',
  },
  'IMPORT.ROW_UNKNOWN': {
    status: 422,
    zh: '文件中没有第 {row} 行数据。请按文件里看到的行号填写。',
    en: 'The file has no row {row} of data. Use the number a person sees in the file.',
  },
  'IMPORT.ORDER_NOT_BESIDE': {
    status: 422,
    zh: '第 {row} 行没有与订单 {orderId} 对照。请重新打开这一行，按所列的订单决定。',
    en: 'Row {row} is not compared with the order {orderId}. Open the row again and decide about an order that it is shown beside.',
  },
  'IMPORT.TOO_MANY_EDITS': {
    status: 422,
    zh: '一次导入最多改 {most} 处。请在表格软件中批量修改后重新上传。',
    en: 'An import takes at most {most} changes. Change the sheet itself and upload it again.',
  },
  'IMPORT.PROFILE_UNKNOWN': {
    status: 422,
    zh: '没有名为“{profile}”的列对应方案。请重新选择，或不选。',
    en: 'There is no saved profile “{profile}”. Choose another or none.',
  },
  'IMPORT.FILE_GONE': {
    status: 409,
    zh: '这份表格含个人信息，用完后或其中农户的个人信息销毁后已一并销毁，不能再打开。入账情况和历史仍可查看；需要修改的行请另建表格上传。',
    en: 'This sheet told of persons and was destroyed after its use, or when a household in it was forgotten; it cannot be opened again. Its history stays; upload rows to be mended in a new sheet.',
  },
  'IMPORT.ROW_REFUSED': {
    status: 409,
    zh: '导入在第 {row} 行中止：账本在导入期间有了变化，这一行未被接受（{reason}）。此前的行已入账，此后的行没有。请点“重试”重新核对其余各行。',
    en: 'The import stopped at row {row}: the ledger has changed meanwhile and did not take it ({reason}). Rows before it are entered, rows after it are not. Retry to check the rest again.',
  },
  'IMPORT.INTERRUPTED': {
    status: 503,
    zh: '导入在第 {row} 行中断：账本暂时没有回答（{reason}）。已入账的不会重复。请稍后点“重试”继续；持续如此请告诉管理员。',
    en: 'The import was interrupted at row {row}: the ledger did not answer ({reason}). Nothing is entered twice. Retry a little later; tell the administrator if it stays so.',
  },
  'IMPORT.RIGHTS_CHANGED': {
    status: 409,
    zh: '导入已中止：以账号“{account}”的名义导入，而该账号已停用，或其角色、所属单位（村）在此期间有了变动。此前的已入账，不会重复；其余的没有。请由有权限的人点“重试”，以本人的名义和权限继续，或撤销整批。',
    en: 'The import stopped: it goes on in the name of the account “{account}”, which has been disabled, or whose roles or place have changed meanwhile. What came before is entered and will not be entered twice; the rest is not. Somebody with the rights retries it, in their own name, or takes the whole batch back.',
  },
  'IMPORT.FAULT': {
    status: 500,
    zh: '导入因程序故障中止（编号 {correlationId}），已入账的不会重复。请把编号告诉管理员，再点“重试”。',
    en: 'The import stopped at a fault of the program (number {correlationId}). Nothing is entered twice. Tell the administrator the number, then retry.',
  },
} as const satisfies Record<string, ProblemText>;
