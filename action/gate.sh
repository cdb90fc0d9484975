# Judge the commit of an event. action.yml says what stands in the variables.
#
# It compares with a base, so it needs the whole history; it names refs in full, since a tag may
# be called like a branch; and it takes the configuration from the default branch, not from what
# it judges.
set -euo pipefail

modcheck() { python3 -I "$GITHUB_ACTION_PATH/action/modcheck.py" "$@"; }

if [[ $(git rev-parse --is-shallow-repository) == true ]]; then
    echo "::error::the clone is shallow: check out with fetch-depth: 0"
    exit 1
fi
default=refs/remotes/origin/$DEFAULT_BRANCH head=$(git rev-parse HEAD)
case $EVENT in
    pull_request) base=$(git merge-base "refs/remotes/origin/$BASE_REF" "$head") ;;
    merge_group) base=$(git rev-parse --verify "$GROUP_BASE^{commit}") ;;
    *) base=$(git rev-parse -q --verify "$BEFORE^{commit}") || base= ;;
esac
given=(--rev "$head" --module-cache off --format "$FORMAT") protected=$default
if [[ $REF == "refs/heads/$DEFAULT_BRANCH" ]]; then
    if [[ -z $base ]]; then
        echo "::error::no commit $BEFORE to compare with"
        exit 1
    fi
    given+=(--all) protected=$base
elif [[ -z $base ]]; then # a new branch or tag, or a branch that was rewritten
    base=$(git merge-base "$default" "$head")
fi
if [[ $base == "$head" ]]; then base=; fi
if [[ $base ]]; then given+=(--base "$base"); fi
config=none
if [[ $(git ls-tree "$protected" .gomod-hooks.toml) == 100* ]]; then
    config=$protected:.gomod-hooks.toml
fi
printf 'base=%s\nhead=%s\n' "$base" "$head" >> "$GITHUB_OUTPUT"
read -ra more <<< "$OPTIONS"
if [[ $FORMAT == sarif ]]; then exec > gomod.sarif; fi
modcheck check "${given[@]}" --config "$config" "${more[@]}"
