import { createApp } from 'vue';
import EntryApp from './EntryApp.vue';
import './light.css';

createApp(EntryApp).mount('#app');

// Where the browser has none (or the page is served over plain http beyond this machine), the page still works while online.
if ('serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/sw.js', { scope: '/m/' });
}
