// Lists what keeps people from reading or using what is on the screen: names, ids, contrast, room.
() => {
  const found = [];
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const words = (element) => `${element.tagName.toLowerCase()}${element.id && `#${element.id}`} ${element.outerHTML.slice(0, 90)}`;

  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) found.push(`twice: ${id}`);

  for (const element of document.querySelectorAll("[aria-controls], [aria-describedby], [aria-labelledby]")) {
    for (const name of ["aria-controls", "aria-describedby", "aria-labelledby"]) {
      for (const id of (element.getAttribute(name) ?? "").split(" ").filter(Boolean)) {
        if (!document.getElementById(id) && seen(element)) found.push(`${name} to nothing: ${words(element)}`);
      }
    }
  }

  const hasName = (element) =>
    element.ariaLabel || element.labels?.length || element.textContent.trim() ||
    document.getElementById(element.getAttribute("aria-labelledby"))?.textContent.trim();
  for (const element of document.querySelectorAll("a[href], button, summary, input, select, textarea, dialog[open]")) {
    if (seen(element) && !hasName(element)) found.push(`no name: ${words(element)}`);
  }
  for (const image of document.querySelectorAll("img")) {
    if (!image.hasAttribute("alt")) found.push(`no alt: ${words(image)}`);
  }

  for (const element of document.querySelectorAll("a[href], button, summary, select, textarea, dialog input")) {
    const { width, height } = element.getBoundingClientRect();
    const isPartOfALabel = element.matches("[type=checkbox], [type=radio]");
    const isInASentence = element.closest("p, .said");
    if (!seen(element) || !width || isPartOfALabel || isInASentence) continue;
    if (width < 24 || height < 24) found.push(`small, ${width.toFixed(1)} by ${height.toFixed(1)}: ${words(element)}`);
  }

  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const painted = (colours) => {
    for (const colour of colours) {
      brush.fillStyle = colour;
      brush.fillRect(0, 0, 1, 1);
    }
    return [...brush.getImageData(0, 0, 1, 1).data];
  };
  const ground = (element) => {
    const under = [];
    for (let one = element; one; one = one.parentElement) under.unshift(getComputedStyle(one).backgroundColor);
    return ["Canvas", ...under];
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !seen(element) || element.closest(".unseen, [aria-busy]")) continue;
    const behind = ground(element);
    const { color, fontSize, fontWeight, opacity } = getComputedStyle(element);
    brush.globalAlpha = 1;
    const back = light(painted(behind).slice(0, 3));
    brush.globalAlpha = Number(opacity);
    const front = light(painted([color]).slice(0, 3));
    brush.globalAlpha = 1;
    const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    const size = parseFloat(fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
    if (contrast < (isLarge ? 3 : 4.5)) found.push(`contrast ${contrast.toFixed(2)}: ${words(element)}`);
  }
  return found;
}
