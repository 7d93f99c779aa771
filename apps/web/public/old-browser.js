// Read only by a browser that cannot run the console: it says so instead of staying white. Plain ES5, and no inline script (CSP).
document.addEventListener('DOMContentLoaded', function () {
  document.getElementById('app').innerHTML =
    '<div style="max-width:36em;margin:15vh auto;padding:0 1.5em;font:16px/1.8 sans-serif">' +
    '<h1 style="font-size:22px">浏览器版本过低</h1>' +
    '<p>请使用 Chrome 87、Edge 88、Firefox 78、Safari 14 或更新的版本（360 安全浏览器、奇安信浏览器请切换到“极速模式”）。</p>' +
    '<p lang="en">This browser is too old. Please use Chrome 87, Edge 88, Firefox 78, Safari 14 or newer.</p></div>';
});
