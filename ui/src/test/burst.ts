/** Types into a field as a wedge scanner does: keys and what they put there, `gap` ms apart, then Enter. */
import { act, fireEvent } from '@testing-library/react';

export async function burst(input: HTMLInputElement, text: string, gap = 5): Promise<void> {
  let time = 1000;
  const down = (key: string) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: (time += gap) });
    return input.dispatchEvent(event);
  };
  await act(async () => {
    for (const key of text) {
      down(key);
      fireEvent.change(input, { target: { value: input.value + key } });
    }
    down('Enter');
  });
}
