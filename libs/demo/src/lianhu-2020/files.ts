import type { DemoFile } from '../demo-request.js';
import { pdfOf } from './pdf.js';
import { pngOf } from './png.js';

/** Stands in every file of the demonstration: nobody may take it for the real one. */
const NOT_REAL = '演示材料，内容为虚构，非真实文件';

function document(name: string, sentence: string): DemoFile {
  return { name, mediaType: 'application/pdf', bytes: pdfOf([sentence, NOT_REAL]) };
}

function text(name: string, sentence: string): DemoFile {
  return { name, mediaType: 'text/plain', bytes: Buffer.from(`${sentence}\n（${NOT_REAL}）\n`) };
}

/** A picture of nothing: an even colour that cannot pass for a photograph. */
function picture(name: string, colour: readonly [number, number, number]): DemoFile {
  return { name, mediaType: 'image/png', bytes: pngOf(160, 120, colour) };
}

/** Evidence of the demonstration, in the formats an office keeps. */
export const FILES: readonly DemoFile[] = [
  document('approval', '立项批复：200吨果品储存保鲜冷库'),
  document('tender', '中标通知书：200吨果品储存保鲜冷库'),
  document('application', '“扶贫832”采购平台入驻申请'),
  picture('survey', [196, 214, 186]),
  picture('plaque', [214, 196, 150]),
  text('reattribution', '关于832平台订单修改所属预算单位的申请'),
  text('exit', '贫困户脱贫退出公示与公告'),
  text('donation', '捐款捐物清单'),
];
