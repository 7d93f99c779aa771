import type { ProblemText } from '../problem-text.js';

/** Codes of one cell: `column` is the head as we write it, `value` what the cell shows. */
export const cellProblems = {
  'CELL.REQUIRED': {
    status: 422,
    zh: '“{column}”没有填写。请补上。',
    en: '“{column}” is empty. Fill it in.',
  },
  'CELL.DATE_UNREADABLE': {
    status: 422,
    zh: '“{column}”无法识别：“{value}”。请写成带年份的日期，例如 2026-03-05 或 2026/3/5。',
    en: '“{column}” cannot be read: “{value}”. Write a day with its year, for example 2026-03-05.',
    because: {
      'no-such-day': {
        zh: '“{column}”没有“{value}”这一天（1980 年起的日期才能登记）。请核对年、月、日。',
        en: 'There is no day “{value}” for “{column}” (days from 1980 on are entered). Check year, month and day.',
      },
      month: {
        zh: '“{column}”只写到月份：“{value}”。请补上是哪一天，例如 2026-03-05。',
        en: '“{column}” says a month only: “{value}”. Add the day, for example 2026-03-05.',
      },
      'two-days': {
        zh: '“{column}”的“{value}”可以是 {values} 中的任何一天。请按年、月、日写，例如 2026-03-05。',
        en: '“{value}” of “{column}” may be any of {values}. Write year, month and day, for example 2026-03-05.',
      },
      time: {
        zh: '“{column}”里的时刻无法识别：“{value}”。时刻只到 23:59；请只写日期，例如 2026-03-05。',
        en: 'The time in “{column}” cannot be read: “{value}”. Times end at 23:59; write the day alone, for example 2026-03-05.',
      },
    },
  },
  'CELL.DATE_FUTURE': {
    status: 422,
    zh: '“{column}”{value} 晚于今天（{today}）。请核对年份。',
    en: '“{column}” {value} is later than today ({today}). Check the year.',
  },
  'CELL.NUMBER_UNREADABLE': {
    status: 422,
    zh: '“{column}”无法识别：“{value}”。请只写一个数，例如 {example}；小数最多 {decimals} 位。',
    en: '“{column}” cannot be read: “{value}”. Write one number, for example {example}, with {decimals} decimals at most.',
    because: {
      day: {
        zh: '“{column}”要填数，这一格却是日期或时间（{value}），可能是表格软件自动改的。请把单元格格式设为“常规”，再把数重新填一遍。',
        en: '“{column}” takes a number, but this cell holds a date or a time ({value}); the sheet may have made it one. Set the cell to “General” and enter the number again.',
      },
      units: {
        zh: '“{column}”的“{value}”有两种单位：一处写“{unit}”，另一处写“{other}”。请核对后只留一种。',
        en: 'There are two units for “{value}” of “{column}”: “{unit}” in one place, “{other}” in another. Check it and keep one.',
      },
      weights: {
        zh: '“{column}”的“{value}”写了两个重量，两个对不上。请核对后只留一个。',
        en: '“{value}” of “{column}” gives two weights that do not agree. Check it and keep one.',
      },
      unit: {
        zh: '“{column}”只写了“{value}”，没有写单位。请连单位一起写，例如 500克 或 2.5公斤。',
        en: '“{column}” says “{value}” without a unit. Write it with its unit, for example 500克 or 2.5公斤.',
      },
      percent: {
        zh: '“{column}”要填数，这一格却是百分数（{value}）。请把单元格格式设为“常规”，再把数重新填一遍。',
        en: '“{column}” takes a number, but this cell holds a percentage ({value}). Set the cell to “General” and enter the number again.',
      },
    },
  },
  'CELL.NOT_POSITIVE': {
    status: 422,
    zh: '“{column}”要大于 0，这里是“{value}”。请核对。',
    en: '“{column}” must be above 0; it says “{value}”. Check it.',
    because: {
      bought: {
        zh: '“{column}”要大于 0，这里是“{value}”。退货请填退款金额，或用“更正”。',
        en: '“{column}” must be above 0; it says “{value}”. Enter returns as a refund or a correction.',
      },
      'may-be-zero': {
        zh: '“{column}”不能小于 0，这里是“{value}”。没有就空着或填 0。',
        en: '“{column}” must not be below 0; it says “{value}”. Leave it empty or enter 0 where there is none.',
      },
    },
  },
  'CELL.ENUM_UNKNOWN': {
    status: 422,
    zh: '“{column}”没有“{value}”这一项。可以填：{allowed}。',
    en: '“{column}” has no value “{value}”. Possible: {allowed}.',
  },
  'CELL.TEXT_INVALID': {
    status: 422,
    zh: '“{column}”的“{value}”不符合要求：{expected}。',
    en: '“{value}” does not do for “{column}”: {expected}.',
  },
  'CELL.FAULT': {
    status: 422,
    zh: '“{column}”的公式没有算出结果（{value}）。请改成数值或文字。',
    en: 'The formula of “{column}” has no result ({value}). Replace it by a value.',
  },
  'CELL.AMOUNT_MERGED': {
    status: 422,
    zh: '“{column}”的“{value}”是合并单元格，管着几笔订单，无法分开。请取消合并，逐行填写。',
    en: 'The “{value}” of “{column}” is one merged cell over several orders and cannot be divided. Unmerge it and fill in each row.',
  },
} as const satisfies Record<string, ProblemText>;
