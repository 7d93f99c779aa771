import type { Page } from 'playwright-core';

/** What an elderly hand, a narrow screen or a large type makes of a page: every question answers with what is wrong. */

/** Text that its own box cuts off: buttons, labels, tags and headings. What scrolls is not cut. */
const CUT = `[...document.querySelectorAll('button, label, .tag, h1, h2, h3, th, .el-button, .name')].filter((element) => {
  const { overflowX, overflowY } = getComputedStyle(element);
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
  if (clientWidth <= 1 || element.classList.contains('visually-hidden')) return false;
  const cuts = (overflow) => overflow === 'hidden' || overflow === 'clip';
  return (cuts(overflowX) && scrollWidth > clientWidth + 1) || (cuts(overflowY) && scrollHeight > clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 140))`;

/** What sticks out of the page; a table scrolls in its own frame. */
const BEYOND = `[...document.querySelectorAll('#app *')].filter((element) => element.checkVisibility() && !element.closest('.table-frame, .visually-hidden')
  && element.getBoundingClientRect().right > innerWidth + 1).map((element) => element.outerHTML.slice(0, 140))`;

/** Texts in buttons, labels and headings that are cut off. */
export function cutTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(CUT);
}

/** Elements that reach beyond the right edge of the page. */
export function beyondTheEdge(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(BEYOND);
}

/**
 * What is smaller than a finger or an unsteady hand needs, in CSS pixels each way. What takes the click counts: the label of a
 * choice, the frame of an input. A link within a sentence is as high as its line (WCAG 2.5.8, inline).
 */
export function smallTargets(page: Page, least: number): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    const inSentence = (element) => getComputedStyle(element).display.startsWith('inline') && !getComputedStyle(element).display.endsWith('flex')
      && element.matches('a, .opens') && element.parentElement.innerText.trim().length > element.innerText.trim().length;
    const takes = (element) => element.closest('label, .el-radio-button, .el-input__wrapper, .el-select__wrapper, .el-date-editor') ?? element;
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=combobox]')]
      .filter((element) => element.checkVisibility() && !element.closest('.skip, .visually-hidden, [aria-hidden=true]') && !inSentence(element))
      .filter((element) => {
        const { width, height } = takes(element).getBoundingClientRect();
        return width < ${least} - 0.5 || height < ${least} - 0.5;
      })
      .map((element) => {
        const { width, height } = takes(element).getBoundingClientRect();
        return Math.round(width) + '×' + Math.round(height) + ' ' + element.outerHTML.slice(0, 120);
      });
  })()`);
}

/** Marks that have a colour of their own and no text that says the same. */
export function silentMarks(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('.tag, .live, .change, .state')]
    .filter((mark) => mark.checkVisibility() && mark.innerText.trim() === '').map(({ outerHTML }) => outerHTML)`);
}

/** Everything that a page says: texts, and what is read out or shown on hovering. What is said to be Chinese on purpose is left out. */
export function saidOn(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    const said = [];
    const ofChinese = (element) => element.closest('[lang]').lang === 'zh-CN';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element.checkVisibility() && !element.closest('script, style') && !ofChinese(element)) said.push(node.data.trim());
    }
    for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      if (element.checkVisibility() && !ofChinese(element))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.push((element.getAttribute(name) ?? '').trim());
    return [...new Set([document.title, ...said])].filter((text) => text !== '');
  })()`);
}
