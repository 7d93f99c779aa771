import type { ProblemText } from '../problem-text.js';
import { cellProblems } from './cell-problems.js';

/** Codes of a file as a whole (contract §6): each says what to do with it. */
const fileProblems = {
  'FILE.OLD_XLS': {
    status: 422,
    zh: '这是旧版 .xls 文件。请用 WPS 或 Excel 打开后“另存为 .xlsx”再上传。',
    en: 'This is an old .xls file. Open it in WPS or Excel, save it as .xlsx and upload that.',
  },
  'FILE.HTML_TABLE': {
    status: 422,
    zh: '这是网页格式的表格，只是文件名像表格。请用 WPS 或 Excel 打开后“另存为 .xlsx”再上传。',
    en: 'This is a web page named like a sheet. Open it in WPS or Excel, save it as .xlsx and upload that.',
  },
  'FILE.NOT_A_TABLE': {
    status: 422,
    zh: '读不出表格：文件已损坏，或不是 .xlsx、.csv。请重新导出，或用 WPS、Excel 打开后“另存为 .xlsx”再上传。',
    en: 'No table can be read: the file is damaged, or is neither .xlsx nor .csv. Export it again, or save it as .xlsx.',
  },
  'FILE.TOO_SLOW': {
    status: 422,
    zh: '文件在 {seconds} 秒内没有读完。请按月份拆成几个文件后上传。',
    en: 'The file could not be read within {seconds} seconds. Split it by month.',
  },
} as const satisfies Record<string, ProblemText>;

/** Codes of a row, or of the rows of one order. */
const rowProblems = {
  'ORDER.NUMBER_REWRITTEN': {
    status: 422,
    zh: '订单编号被表格软件改成了 {value}，后几位已丢失。请在 832 平台重新导出，或把该列设为“文本”再粘贴。',
    en: 'The sheet has rewritten the order number as {value}; its last digits are lost. Export it again, or paste it into a text column.',
  },
  'ORDER.NUMBER_DOUBTFUL': {
    status: 422,
    zh: '订单编号 {value} 第 15 位以后全是 0，可能被表格软件改写过。请与 832 平台核对；确是这个编号就不用改。',
    en: 'All digits of the order number {value} behind the 15th are 0; a spreadsheet may have rewritten it. Compare it with the platform; if it is right, leave it.',
  },
  'ORDER.DUPLICATE_IN_FILE': {
    status: 422,
    zh: '与本文件第 {row} 行是同一订单编号的同一行，只导入一次。',
    en: 'This row has the order number and contents of row {row} of this file; it is imported once.',
  },
  'ORDER.ROW_BLOCKED': {
    status: 422,
    zh: '同一订单的第 {rows} 行需要先修改，整笔订单才能导入。',
    en: 'Row {rows} of the same order must be mended first; an order is imported whole.',
  },
  'ORDER.ROWS_DISAGREE': {
    status: 422,
    zh: '同一订单编号的各行“{column}”不一致（行号: 所填）：{values}。请核对。',
    en: 'The rows of one order number disagree on “{column}” (rows: what they say): {values}. Check them.',
  },
  'ORDER.LINES_DIFFER': {
    status: 422,
    zh: '订单编号 {value} 已登记，但其中没有这一行。请用“更正”补充明细，不要重复导入。',
    en: 'The order number {value} is recorded, but without this row. Add the line by a correction.',
  },
  'ORDER.RECORDED_OTHERWISE': {
    status: 409,
    zh: '该订单编号已登记，账上“{column}”是“{recorded}”，这里是“{value}”。导入不改已登记的订单；如果这里是对的，请打开该订单登记这一步（支付、验收、评价、退款），或用“更正”“修改所属预算单位”改正。',
    en: 'This order number is recorded with “{recorded}” for “{column}”; here it is “{value}”. An import changes no recorded order: if the sheet is right, open the order and enter the step (payment, acceptance, rating, refund), or correct or re-attribute it there.',
  },
  'ORDER.PAYMENT_UNCLEAR': {
    status: 422,
    zh: '同一订单编号的各行“{column}”相同，看不出是整笔订单的一笔还是每行一笔。请只在一行填写整笔订单的金额。',
    en: 'Each row of the order has the same “{column}”; it may be one for the order or one for each row. Put the whole of it into one row.',
    because: {
      'actually-paid': {
        zh: '同一订单编号的各行“实付金额”相同，看不出是整笔订单的实付还是每行各自的金额。请逐行改填本行的金额；确是每行各自的金额，请把表头改为“{column}”后重新上传。',
        en: 'Each row of the order has the same 实付金额 (paid); it may be that of the whole order. Enter the amount of each row; if it is that already, call the head “{column}” and upload the file again.',
      },
    },
  },
  'ORDER.ORIGINS_DIFFER': {
    status: 422,
    zh: '同一订单的各行产地县不同：{values}。订单将不带产地县导入。',
    en: 'The rows of the order have different counties of origin: {values}. The order is imported without one.',
  },
  'ORDER.ENDED_BY_HAND': {
    status: 422,
    zh: '账上有过这一笔，账号“{endedBy}”已于 {endedAt} 作废或取消，原因是“{reason}”。确认导入会再登记一次；如果不该再登记，请选“不导入这一行”。',
    en: 'This order was recorded before; the account “{endedBy}” voided or cancelled it at {endedAt}, because “{reason}”. It will be entered again; if it should not be, leave this row out.',
  },
  'SALE.ENDED_BY_HAND': {
    status: 422,
    zh: '账上有过这一笔，账号“{endedBy}”已于 {endedAt} 作废，原因是“{reason}”。确认导入会再登记一次；如果不该再登记，请选“不导入这一行”。',
    en: 'This sale was recorded before; the account “{endedBy}” voided it at {endedAt}, because “{reason}”. It will be entered again; if it should not be, leave this row out.',
  },
  'ORDER.NEAR_DUPLICATE': {
    status: 422,
    zh: '账上已有内容相同、编号不同的订单（{number}，{day}）。如果是同一笔，请选“是同一笔，不导入”。',
    en: 'An order with the same contents and another number is recorded ({number}, {day}). If it is the same, skip this one.',
  },
  'ORDER.MANY_ALIKE': {
    status: 422,
    zh: '账上与这一行内容相同、编号不同的订单多于 {most} 笔，只与其中 {most} 笔作了比对。如果这一行可能已经登记，请先在采购台账按单位和下单日期核对。',
    en: 'More than {most} orders with the same contents and other numbers are recorded; the row is compared with {most} of them. If it may be recorded already, look it up in the order ledger by unit and day first.',
  },
  'ORDER.DECIDED_TWO': {
    status: 422,
    zh: '此前已决定：与账上的订单（{number}，{day}）是两笔，照常导入。账号“{decidedBy}”于 {decidedAt} 在另一次导入中决定；如果是同一笔，请选“是同一笔，不导入”。',
    en: 'Decided before: this and the recorded order ({number}, {day}) are two, and it is imported. The account “{decidedBy}” said so at {decidedAt}, in another import; if they are the same, skip this one.',
  },
  'ORDER.DECIDED_SAME': {
    status: 422,
    zh: '此前已决定：与账上的订单（{number}，{day}）是同一笔，不导入。账号“{decidedBy}”于 {decidedAt} 在另一次导入中决定；如果是两笔，请选“是两笔，照常导入”。',
    en: 'Decided before: this and the recorded order ({number}, {day}) are the same, and it is left out. The account “{decidedBy}” said so at {decidedAt}, in another import; if they are two orders, import this one.',
  },
  'ROW.DUPLICATE': {
    status: 409,
    zh: '账上已有相同的一行，不再导入。',
    en: 'The ledger has this row already; it is not imported again.',
  },
  'ROW.REPEATED': {
    status: 422,
    zh: '账上已有相同的一行；已按人工决定照常导入，作为又一笔相同的。',
    en: 'The ledger has a row like this one; by decision it is imported all the same, as one more of them.',
  },
  'ROW.DUPLICATE_IN_FILE': {
    status: 422,
    zh: '与本文件第 {row} 行的“{column}”相同，只导入一次。',
    en: '“{column}” is the same as in row {row} of this file; it is imported once.',
  },
  'ROW.CELLS_TOO_MANY': {
    status: 422,
    zh: '这一行比表头多出 {count} 格：{value}。多半是数里有逗号（如 1,234.50），一格被分成了两格：请去掉逗号，或给这一格加上英文双引号；多出的确是另一列的，请补上表头。',
    en: 'This row has {count} more cells than the head: {value}. Most likely a number with a comma (1,234.50) was cut in two: remove the comma or put the cell in double quotes. If it is another column, give it a head.',
  },
  'ROW.CONTRADICTS_IN_FILE': {
    status: 422,
    zh: '本文件第 {rows} 行的“{column}”相同，内容却不同。请核对，只留一行。',
    en: 'Rows {rows} of this file have the same “{column}” and say different things. Check them and keep one.',
  },
  'ROW.RECORDED_OTHERWISE': {
    status: 409,
    zh: '账上已有这一条，“{column}”是“{recorded}”，这里却是“{value}”。请核对；导入不改账上已有的。',
    en: 'The ledger has this one with “{recorded}” for “{column}”; here it is “{value}”. Check it; an import changes nothing that is recorded.',
  },
  'RESERVE.DECLARED_OTHERWISE': {
    status: 409,
    zh: '该单位这一年已填报并送审，“{column}”是“{recorded}”，这里却是“{value}”。请核对；要改请先请上级退回，或到“预留份额”里调整，导入不改已送审的。',
    en: 'This unit has declared and submitted that year with “{recorded}” for “{column}”; here it is “{value}”. To change it, have it returned or adjust it on its page; an import changes nothing that was submitted.',
  },
  'RESERVE.DECLARED_ANEW': {
    status: 422,
    zh: '该单位这一年已有草稿或被退回的填报，“{column}”将由“{recorded}”改为“{value}”。',
    en: 'This unit has a draft of that year, or one that was returned: “{column}” will become “{value}” instead of “{recorded}”.',
  },
  'RESERVE.AMOUNT_KEPT': {
    status: 422,
    zh: '“{column}”空着表示不改，草稿里填的是“{recorded}”；按这一行的食堂情况，这里不应再有金额。请在这一格填“-”，表示没有。',
    en: '“{column}” is empty, which changes nothing, and the draft has “{recorded}” there; with the canteen of this row it may have no amount. Enter “-” in this cell for none.',
  },
  'PERIOD.WILL_ADJUST': {
    status: 422,
    zh: '“{column}”{value} 在 {period} 内，该期间已由账号“{lockedBy}”于 {lockedAt} 锁定：这一行将作为该期间的调整入账，并带上所填的调整原因。请核对后再确认导入。',
    en: '“{column}” {value} lies in {period}, which the account “{lockedBy}” locked at {lockedAt}: this row is entered as an adjustment of that period, with the reason it gives. Check it before you commit.',
  },
  'PERIOD.REASON_REQUIRED': {
    status: 422,
    zh: '这一行的日期在 {period} 内，该期间已由账号“{lockedBy}”于 {lockedAt} 锁定，只能作为调整入账。请在“{column}”列写明原因。',
    en: 'The days of this row lie in {period}, which the account “{lockedBy}” locked at {lockedAt}: it can only be entered as an adjustment. Say why in the column “{column}”.',
  },
  'PERIOD.NOTHING_TO_ADJUST': {
    status: 422,
    zh: '填了“{column}”，而这一行的日期都尚未锁定，没有可调整的期间。如日期写错，请改正；如是普通登记，请清空“{column}”。',
    en: '“{column}” is filled in, yet none of the days of this row is locked: there is nothing to adjust. Correct the day if it is wrong, or empty “{column}” for an ordinary entry.',
  },
  'ROW.SKIPPED': {
    status: 422,
    zh: '已选择不导入这一行。',
    en: 'You chose not to import this row.',
  },
  'UNIT.OUT_OF_SCOPE': {
    status: 422,
    zh: '您不能为单位“{value}”登记。请由该单位或其上级单位导入。',
    en: 'You may not enter for the unit “{value}”. Let that unit or one above it import the row.',
  },
  'UNIT.AMBIGUOUS': {
    status: 422,
    zh: '有 {count} 个单位叫“{value}”。请改填单位编号。',
    en: '{count} units are called “{value}”. Enter the id of the unit instead.',
  },
  'VILLAGE.OUT_OF_SCOPE': {
    status: 422,
    zh: '您不能为村“{value}”登记。请由该村的填报人导入。',
    en: 'You may not enter for the village “{value}”. Let its own staff import the row.',
  },
  'VILLAGE.AMBIGUOUS': {
    status: 422,
    zh: '有 {count} 个村叫“{value}”。请改填村代码。',
    en: '{count} villages are called “{value}”. Enter the code of the village instead.',
  },
  'COUNTY.UNKNOWN': {
    status: 422,
    zh: '叫“{value}”的不止一处：{candidates}。将不带产地县导入；需要时请改填带省、市的全称，或六位代码。',
    en: 'More than one place is called “{value}”: {candidates}. The row is imported without it; enter the name with its province and prefecture, or the six-digit code.',
    without: {
      param: 'candidates',
      zh: '“{value}”不是 832 个脱贫县之一。将不带产地县导入；需要时请改填县名全称或六位代码。',
      en: '“{value}” is not one of the 832 counties. The row is imported without it; enter its full name or six-digit code instead.',
    },
  },
  'QUANTITY.IMPLAUSIBLE': {
    status: 422,
    zh: '数量可能差了 {factor} 倍：这一行每公斤 {fenPerKg}，“{product}”通常约 {usualFenPerKg}。请核对数量和单位。',
    en: 'The quantity may be off by {factor}: this row comes to {fenPerKg} per kg, “{product}” is usually about {usualFenPerKg}. Check quantity and unit.',
  },
  'IMPORT.ROW_RECORDED': {
    status: 409,
    zh: '第 {row} 行按编号或名称已有同一笔：同一个编号只是一笔，不能再导入一次。如果确是另一笔，请先改正它的编号或名称。',
    en: 'Row {row} is there already by its number or name: one number is one record and is not entered twice. If it is another one, mend its number or name first.',
  },
  'IMPORT.PLAN_CHANGED': {
    status: 409,
    zh: '导入方案在您查看之后有变化，没有导入。请重新核对后再确认。',
    en: 'The plan has changed since you saw it; nothing was imported. Check it again and confirm.',
  },
} as const satisfies Record<string, ProblemText>;

export const importProblems = { ...fileProblems, ...cellProblems, ...rowProblems } as const;
