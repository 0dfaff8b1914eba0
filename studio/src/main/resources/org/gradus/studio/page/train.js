// The form of a recipe: a preset is a whole recipe, so that what else can be set rests until the recipe is one's own.
const preset = document.getElementById("preset");
function turn() {
  for (const set of preset.form.querySelectorAll("fieldset")) set.disabled = preset.selectedIndex > 0;
}
// before the form is put into the address
preset.addEventListener("input", turn);
turn();
