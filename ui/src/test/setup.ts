/** What jsdom lacks and Mantine asks for. */
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';
import { forgetAllKept } from '@/shared/hooks/useKept';

class NoResize {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

window.ResizeObserver ??= NoResize;
window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
    dispatchEvent: () => false,
  }) as MediaQueryList;
window.scrollTo = () => {};
Element.prototype.scrollTo = () => {};
// Text areas that grow ask when fonts have come.
if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget() });
Element.prototype.scrollIntoView ??= () => {};

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 20_000 });

afterEach(cleanup);
afterEach(forgetAllKept);
