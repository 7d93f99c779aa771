import { ref } from 'vue';

type TextSize = 'normal' | 'large';

const STORED = 'bangfu.text';

/** 字号: everything is measured in rem, so the root's size turns the whole page. */
export const textSize = ref<TextSize>(localStorage.getItem(STORED) === 'large' ? 'large' : 'normal');
document.documentElement.dataset['text'] = textSize.value;

export function turnTextSize(): void {
  textSize.value = textSize.value === 'large' ? 'normal' : 'large';
  document.documentElement.dataset['text'] = textSize.value;
  localStorage.setItem(STORED, textSize.value);
}
