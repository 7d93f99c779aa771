import type { Page } from 'playwright-core';

/** What has the focus, and whether somebody who looks for it can see where it is. */
interface Focus {
  readonly name: string;
  readonly text: string;
  readonly visible: boolean;
}
const FOCUS = `(() => {
  const element = document.activeElement;
  const marked = (each) => {
    const style = getComputedStyle(each);
    return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
  };
  const { top, bottom } = element.getBoundingClientRect();
  const frame = element.closest('.el-input__wrapper, .el-select__wrapper, .el-radio-button, .choose') ?? element;
  const inside = bottom > 0 && top < innerHeight;
  const label = element.type === 'radio' ? element.closest('label') : element;
  return { name: element.getAttribute('name') ?? '', text: label.innerText ?? '', visible: inside && (marked(element) || marked(frame)) };
})()`;
const MOST_TABS = 60;

/** Tabs until what is wanted has the focus; every step on the way is seen. @throws where nobody sees the focus or it is not reached */
export async function tabTo(page: Page, what: string, isIt: (focus: Focus) => boolean): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate<Focus>(FOCUS);
    if (!focus.visible) throw new Error(`on the way to ${what} nobody sees where the focus is: ${JSON.stringify(focus)}`);
    if (isIt(focus)) return;
  }
  throw new Error(`${what} is not reached by the keyboard`);
}

/** The field of this name. */
export const field =
  (name: string) =>
  (focus: Focus): boolean =>
    focus.name === name;

/** What reads exactly so. */
export const labelled =
  (text: string) =>
  (focus: Focus): boolean =>
    focus.text.trim() === text;

/** Enter while an input method composes, as a page is told of it; then the word is done. */
export async function enterWhileComposing(page: Page, letters: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: letters, selectionStart: letters.length, selectionEnd: letters.length });
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
  await session.send('Input.insertText', { text: letters });
}
