import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

/** The ways in which files come to a page. */
export interface IncomingFiles {
  /** Something is held over the place where it can be dropped. */
  readonly isOver: Ref<boolean>;
  /** Chosen in the dialog of an `input`. */
  readonly picked: (event: Event) => void;
  readonly dropped: (event: DragEvent) => void;
}

/**
 * Takes files by dialog, by dropping and by pasting anywhere in the page.
 * @param take is given what came; nothing may be in it
 * @param takeText is asked first about a text that was pasted; `false` where it is not meant for us
 */
export function useIncomingFiles(
  take: (files: FileList | null | undefined) => Promise<void>,
  takeText: (text: string) => boolean = () => false,
): IncomingFiles {
  const isOver = ref(false);

  function picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    // Emptied, so that the same file can be chosen again.
    void take(input.files).finally(() => (input.value = ''));
  }

  function dropped(event: DragEvent): void {
    isOver.value = false;
    void take(event.dataTransfer?.files);
  }

  function pasted(event: ClipboardEvent): void {
    if (!takeText(event.clipboardData?.getData('text/plain') ?? '')) void take(event.clipboardData?.files);
  }

  onMounted(() => document.addEventListener('paste', pasted));
  onBeforeUnmount(() => document.removeEventListener('paste', pasted));
  return { isOver, picked, dropped };
}
