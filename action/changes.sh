# Show what changed in go.mod and go.sum: in the job's summary, and in one comment of the pull
# request, which each run writes anew. action.yml says what stands in the variables.
set -euo pipefail

MARK='<!-- gomod-hooks: what changed in go.mod and go.sum -->'
LONGEST=60000 # letters of a comment: GitHub takes 65,536

modcheck() { python3 -I "$GITHUB_ACTION_PATH/action/modcheck.py" "$@"; }

if [[ -z $BASE ]]; then BASE=$(git rev-parse -q --verify "$HEAD^") || exit 0; fi
changes=$(modcheck diff "${BASE:0:12}" "${HEAD:0:12}" --format=markdown)
if [[ $SUMMARY == true ]]; then printf '%s\n' "$changes" >> "$GITHUB_STEP_SUMMARY"; fi
if [[ $COMMENT != true || -z $PULL_REQUEST ]]; then exit 0; fi

if ((${#changes} > LONGEST)); then changes="The changes are too long for a comment: see the job."; fi
body=$(printf '%s\n%s' "$MARK" "$changes")
comments=repos/$REPOSITORY/issues
mine=".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$MARK\"))) | .id"
if ! id=$(gh api --paginate "$comments/$PULL_REQUEST/comments" --jq "$mine"); then
    echo "::notice::the comments of the pull request cannot be read with this token"
    exit 0
fi
if [[ $id ]]; then
    target=(--method PATCH "$comments/comments/${id%%$'\n'*}")
elif [[ $changes == *"No differences." ]]; then
    exit 0
else
    target=(--method POST "$comments/$PULL_REQUEST/comments")
fi
gh api "${target[@]}" --raw-field body="$body" > /dev/null ||
    echo "::notice::the comment cannot be written with this token: pull-requests: write is missing"
