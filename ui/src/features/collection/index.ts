import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { CollectionScreen as screen } from './CollectionScreen';
export const locales = { 'zh-CN': zh, en };
