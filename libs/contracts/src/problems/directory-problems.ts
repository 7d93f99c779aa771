import type { ProblemText } from '../problem-text.js';

export const directoryProblems = {
  'UNIT.UNKNOWN': {
    status: 422,
    zh: '找不到单位“{unitId}”。请核对编号或名称，或先登记该单位。',
    en: 'There is no unit “{unitId}”. Check the id or the name, or register the unit first.',
  },
  'UNIT.CLOSED': {
    status: 422,
    zh: '单位“{unitId}”已于 {closedOn} 撤销，不能再用于新的记录。请改选现有的单位。',
    en: 'The unit “{unitId}” was closed on {closedOn} and takes no new entries. Choose a unit that exists.',
  },
  'UNIT.ENDED': {
    status: 409,
    zh: '单位“{unitId}”已撤销或合并，不能再变更。请在单位列表中选择现有的单位。',
    en: 'The unit “{unitId}” has been closed or merged and cannot be changed. Choose one that exists from the list.',
  },
  'UNIT.CYCLE': {
    status: 422,
    zh: '不能把单位“{unitId}”放到它自己或它的下级之下。请选择另一个上级单位。',
    en: 'The unit “{unitId}” cannot stand below itself or below a unit of its own. Choose another parent.',
  },
  'UNIT.TREE_CHANGED': {
    status: 409,
    zh: '上级单位的隶属关系刚刚变更。请刷新后再试。',
    en: 'The units above have just been rearranged. Reload and try again.',
  },
  'FILE.UNKNOWN': {
    status: 422,
    zh: '没有编号为“{fileId}”的文件。请先上传凭证，再填写返回的编号。',
    en: 'There is no file “{fileId}”. Upload the file first and use the id it gets.',
  },
  'FILE.MISSING': {
    status: 422,
    zh: '请求中没有文件。请以 multipart/form-data 上传一个文件。',
    en: 'The request holds no file. Upload one file as multipart/form-data.',
  },
  'FILE.ONE_AT_A_TIME': {
    status: 422,
    zh: '一次只能上传一个文件，这次一个也没有收下。请逐个上传。',
    en: 'One upload takes one file, and none of these was kept. Upload them one by one.',
  },
  'FILE.EMPTY': {
    status: 422,
    zh: '文件是空的。请检查后重新上传。',
    en: 'The file is empty. Check it and upload it again.',
  },
  'FILE.TOO_BIG': {
    status: 422,
    zh: '文件超出上限：{limit}。请压缩，或按月份拆成几个文件后上传。',
    en: 'The file is beyond the limit: {limit}. Compress it, or split it by month.',
  },
} as const satisfies Record<string, ProblemText>;
