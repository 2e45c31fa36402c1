/** Enter that is not the end of an input method's composition. */
import type { KeyboardEvent } from 'react';

export function isEnter(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.nativeEvent.isComposing && event.keyCode !== 229;
}
