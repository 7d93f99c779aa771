import type { DemoFile } from '../demo-request.js';

function text(name: string, sentence: string): DemoFile {
  return { name, mediaType: 'text/plain', bytes: Buffer.from(`${sentence}\n（演示材料，非真实文件）\n`) };
}

/** Evidence of the demonstration: each file says that it is one. */
export const FILES: readonly DemoFile[] = [
  text('approval', '立项批复：200吨果品储存保鲜冷库'),
  text('tender', '中标通知书：200吨果品储存保鲜冷库'),
  text('application', '“扶贫832”采购平台入驻申请'),
  text('agreement', '阳化社区消费扶贫采购基地协议'),
  text('plaque', '阳化社区消费扶贫采购基地挂牌照片说明'),
  text('reattribution', '关于832平台订单修改所属预算单位的申请'),
  text('exit', '贫困户脱贫退出公示与公告'),
  text('donation', '捐款捐物清单'),
];
