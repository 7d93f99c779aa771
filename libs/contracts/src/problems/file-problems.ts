import type { ProblemText } from '../problem-text.js';

/** Codes of an uploaded file, evidence or sheet, that is not taken for what it is. */
export const fileProblems = {
  'FILE.NAME_UNUSABLE': {
    status: 422,
    zh: '文件名不可用（含路径、控制字符或超过 255 字节）。请改名后重新上传。',
    en: 'The name of the file cannot be used (it holds a path or control characters, or is longer than 255 bytes). Rename it and upload it again.',
  },
  'FILE.TYPE_MISMATCH': {
    status: 422,
    zh: '文件自称 {claimed}，内容却是 {found}。请确认没有改错扩展名，另存为正确的格式后重新上传。',
    en: 'The file says it is {claimed}, but its content is {found}. Check its extension, save it in the right format and upload it again.',
  },
  'FILE.DAMAGED': {
    status: 422,
    zh: '文件不是完整的 {mediaType}，可能已损坏。请重新导出或拍照后上传。',
    en: 'The file is no whole {mediaType}; it may be damaged. Export it or take the picture again and upload that.',
  },
  'FILE.POLYGLOT': {
    status: 422,
    zh: '文件同时是两种格式（{first} 与 {second}），未被接受。请只上传其中一种。',
    en: 'The file is of two formats at once ({first} and {second}) and was not accepted. Upload one of them.',
  },
  'FILE.EXECUTABLE': {
    status: 422,
    zh: '文件是程序，不能作为凭证。请上传文档、图片或表格。',
    en: 'The file is a program and no evidence. Upload a document, a picture or a sheet.',
  },
  'FILE.BOMB': {
    status: 422,
    zh: '文件解压后异常巨大，没有打开。请逐个上传其中的文件；是表格的，请新建表格只粘贴需要的行。',
    en: 'Unpacked, the file would be abnormally large; it was not opened. Upload what is in it one by one; of a sheet, paste only the rows you need into a new one.',
  },
  'FILE.ENCRYPTED': {
    status: 422,
    zh: '文件有密码。请去掉打开密码后再上传。',
    en: 'The file has a password. Remove it and upload the file again.',
  },
  'FILE.UNSAFE_NAME': {
    status: 422,
    zh: '压缩文件中有指向其他文件夹的文件名，未被接受。请重新打包后上传。',
    en: 'The archive holds names that lead to other folders and was not accepted. Pack it again and upload that.',
  },
  'FILE.DTD': {
    status: 422,
    zh: '文件中的 XML 含有文档类型声明（DTD），办公文档不会有，未被接受。请用 WPS 或 Excel 另存后上传。',
    en: 'The XML in the file has a document type (DTD), which no office document has; it was not accepted. Save it anew and upload that.',
  },
  'FILE.NESTED': {
    status: 422,
    zh: '压缩文件中还有压缩文件，未被接受。请先解压，再逐个上传。',
    en: 'The archive holds another archive and was not accepted. Unpack it and upload what is in it one by one.',
  },
} as const satisfies Record<string, ProblemText>;
